package dev.lectern.server.http;

import dev.lectern.embed.EmbedException;
import dev.lectern.failure.LecternException;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what failed inside into an answer that says no more than its class, and a log line that says the rest. Stateless. */
final class Failures {

    /** Names the class of what failed. */
    static final String ERROR = "Lectern-Error";

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    /** For what may pass by itself; a client that waits longer does so by its own rules. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private Failures() {}

    static Reply replyTo(Throwable failure, Exchange exchange) {
        if (failure instanceof RejectedExecutionException) {
            return Workers.busy().reply();
        } else if (failure instanceof UnsupportedOperationException unsupported) {
            return Refusal.of(501, String.valueOf(unsupported.getMessage())).reply();
        }
        log.error("request {} failed: {}", exchange.id(), exchange.name(), failure);
        String name = failure.getClass().getSimpleName();
        if (failure instanceof LecternException ours && ours.isRetryable()) {
            String who = failure instanceof EmbedException ? "The embedding model" : "The " + ours.station();
            return Reply.detail(503, who + " is not available. Try again.")
                    .with("Retry-After", RETRY_AFTER_SECONDS)
                    .with(ERROR, name);
        }
        return Reply.detail(500, "Internal Service Error").with(ERROR, name);
    }
}
