package dev.lectern.synthesize;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.failure.LecternException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the model for one answer, and counts. Thread-safe. */
final class ModelCalls {

    private static final Logger log = LoggerFactory.getLogger(ModelCalls.class);

    private final LanguageModel model;
    private final boolean filtered;
    private final FailurePolicy failures;
    private final @Nullable Duration timeLimit;
    private final Object lock = new Object();
    private int count;
    private TokenUsage tokens = TokenUsage.NONE;

    /**
     * Starts with no call.
     *
     * @param filtered whether replies to prompts that ask for JSON are those of {@link FilteredReply}
     * @param timeLimit of one call; null for none
     */
    ModelCalls(LanguageModel model, boolean filtered, FailurePolicy failures, @Nullable Duration timeLimit) {
        this.model = model;
        this.filtered = filtered;
        this.failures = failures;
        this.timeLimit = timeLimit;
    }

    /**
     * Makes a call.
     *
     * @param context what the answer is made of
     * @param teller hears the pieces; null for a call that nobody follows
     * @return the answer, or under {@link FailurePolicy#COLLECT} the failure
     */
    Said call(Prompt prompt, List<ContextPiece> context, @Nullable Teller teller, Cancellation cancellation) {
        cancellation.check(AnswerEvent.SUBJECT);
        synchronized (lock) {
            count++;
        }
        Cancellation limited = timeLimit == null ? cancellation.child() : cancellation.limitedTo(timeLimit);
        try {
            boolean json = filtered && prompt.json() != null;
            Completion reply = complete(prompt, json, teller, limited);
            synchronized (lock) {
                tokens = tokens.plus(reply.usage());
            }
            log.debug(
                    "called {} with {} context pieces: {}",
                    model.name(),
                    prompt.context().size(),
                    reply.usage());
            return Said.of(json ? FilteredReply.read(reply, model.name()) : reply, context);
        } catch (LecternException e) {
            if (teller != null) {
                teller.rethrowRefusal();
            }
            boolean ended = Thread.currentThread().isInterrupted()
                    || (e instanceof CancelledException && cancellation.isCancelled());
            if (ended || failures == FailurePolicy.FAIL_FAST) {
                throw e;
            }
            log.debug("call of {} failed, going on without it: {}", model.name(), e.getMessage());
            return Said.failed(e);
        } finally {
            limited.close();
        }
    }

    private Completion complete(Prompt prompt, boolean json, @Nullable Teller teller, Cancellation cancellation) {
        if (teller == null || !teller.isHeard()) {
            return model.complete(prompt, cancellation);
        }
        return model.stream(prompt, json ? new FilteredReply(teller) : teller, cancellation);
    }

    int count() {
        synchronized (lock) {
            return count;
        }
    }

    TokenUsage tokens() {
        synchronized (lock) {
            return tokens;
        }
    }

    /** Returns why the last of the calls that succeeded ended. */
    static FinishReason lastReason(List<Said> all) {
        return all.stream()
                .filter(said -> said.failure() == null)
                .reduce((first, second) -> second)
                .map(Said::finishReason)
                .orElse(FinishReason.NOT_CALLED);
    }
}
