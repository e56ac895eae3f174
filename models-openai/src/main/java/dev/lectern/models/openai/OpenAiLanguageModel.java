package dev.lectern.models.openai;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.CompletionSink;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Completes prompts by a service that speaks OpenAI's protocol, whole or piece by piece.
 *
 * <pre>{@code
 * OpenAiEndpoint endpoint = OpenAiEndpoint.builder().build();
 * try (LanguageModel model = OpenAiLanguageModel.builder(endpoint, "gpt-4o-mini").build()) {
 *     model.stream(prompt, System.out::print);
 * }
 * }</pre>
 *
 * <p>Pieces are handed on as they come. A stream that breaks off after the first is an {@link OpenAiModelException} that holds what came so far;
 * before it, the request is sent again. What a model thinks aloud ({@code <think>}, or in a member of its own) is left out. Where a service refuses a part of
 * the request by name, such as {@code max_tokens} or {@code temperature}, it is asked in another way, and from then on.
 *
 * <p>Where the service does not count tokens, {@link Completion#usage} is counted by {@link #tokenizer}. It quotes nothing.
 *
 * <p>Thread-safety: safe for concurrent use until closed. An interrupt or a {@link Cancellation} closes the connection at once.
 */
public final class OpenAiLanguageModel implements LanguageModel {

    private static final String OPERATION = "chat/completions";

    /** What the turns of a prompt cost beside their texts; OpenAI's take four each and three for the answer. */
    private static final int FRAME_TOKENS = 64;

    private final OpenAiEndpoint endpoint;
    private final ChatOptions options;
    /** A lesson that another thread overwrites is learned again. */
    private volatile Dialect dialect;

    private final UsageMeter usage = new UsageMeter();
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenAiLanguageModel(OpenAiEndpoint endpoint, ChatOptions options, Dialect dialect) {
        this.endpoint = endpoint;
        this.options = options;
        this.dialect = dialect;
    }

    /**
     * Starts a model.
     *
     * @param model as the service spells it, such as {@code gpt-4o-mini}
     */
    public static Builder builder(OpenAiEndpoint endpoint, String model) {
        return new Builder(endpoint, model);
    }

    @Override
    public String name() {
        return options.model();
    }

    /** Returns the limits as known or set, less what the frame of a prompt costs and what a model that thinks may need for it. */
    @Override
    public ModelLimits limits() {
        return options.limits();
    }

    /** Returns that it can be held to a schema; a service that cannot is told of it in words alone. */
    @Override
    public Set<ModelCapability> capabilities() {
        return Set.of(ModelCapability.JSON_SCHEMA);
    }

    @Override
    public Tokenizer tokenizer() {
        return options.tokenizer();
    }

    /**
     * Returns what all calls so far have used, as the service counted; what it did not count is counted here, as for a stream that broke off after it had
     * begun.
     */
    public TokenUsage usage() {
        return usage.total();
    }

    @Override
    public Completion complete(Prompt prompt) {
        return complete(prompt, Cancellation.none());
    }

    @Override
    public Completion complete(Prompt prompt, Cancellation cancellation) {
        ChatReader reader = new ChatReader(piece -> {});
        return call(prompt, false, reader::readWhole, new StringBuilder(), cancellation);
    }

    @Override
    public Completion stream(Prompt prompt, CompletionSink sink) {
        return stream(prompt, sink, Cancellation.none());
    }

    @Override
    public Completion stream(Prompt prompt, CompletionSink sink, Cancellation cancellation) {
        Objects.requireNonNull(sink, "sink");
        StringBuilder came = new StringBuilder();
        ChatReader reader = new ChatReader(piece -> {
            came.append(piece);
            cancellation.check(name());
            sink.text(piece);
        });
        return call(prompt, true, reader::readEvents, came, cancellation);
    }

    @Override
    public void close() {
        closed.set(true);
    }

    /** Returns model and endpoint. */
    @Override
    public String toString() {
        return "OpenAiLanguageModel[" + name() + ", " + endpoint.address() + "]";
    }

    /** Calls the service; what came until a call failed is in {@code came}. */
    private Completion call(
            Prompt prompt,
            boolean streams,
            Transport.AnswerReader<ChatReply> reader,
            StringBuilder came,
            Cancellation cancellation) {
        Objects.requireNonNull(prompt, "prompt");
        if (closed.get()) {
            throw new IllegalStateException("model must be open, got: closed " + name());
        }
        cancellation.check(name());
        Stop stop = new Stop();
        Cancellation.Registration registration = cancellation.onCancel(stop::stop);
        try {
            Completion completion = exchange(prompt, streams, reader, came, stop);
            cancellation.check(name());
            return completion;
        } catch (CallFailure failure) {
            cancellation.check(name());
            throw new OpenAiModelException(
                    name(),
                    "Could not complete the prompt with " + name() + " at " + endpoint.address() + ": "
                            + failure.reason(),
                    spent(prompt, came),
                    failure);
        } finally {
            registration.close();
        }
    }

    private Completion exchange(
            Prompt prompt, boolean streams, Transport.AnswerReader<ChatReply> reader, StringBuilder came, Stop stop)
            throws CallFailure {
        int maxTokens = Math.min(prompt.maxOutputTokens(), limits().outputTokens()) + options.reasoningTokens();
        long cost = endpoint.limiter().limitsTokens() ? count(prompt) + maxTokens : 0;
        boolean counted = false;
        try {
            ChatReply reply = ask(prompt, maxTokens, cost, streams, reader, stop);
            counted = true;
            return completion(prompt, reply, cost);
        } finally {
            if (!counted && !came.isEmpty()) {
                use(spent(prompt, came), cost);
            }
        }
    }

    private ChatReply ask(
            Prompt prompt,
            int maxTokens,
            long cost,
            boolean streams,
            Transport.AnswerReader<ChatReply> reader,
            Stop stop)
            throws CallFailure {
        while (true) {
            Dialect spoken = dialect;
            byte[] body = ChatRequestBody.write(options, spoken, prompt, maxTokens, streams);
            try {
                return endpoint.transport().exchange(new Call(OPERATION, name(), body, cost, streams), stop, reader);
            } catch (CallFailure refusal) {
                // Each lesson takes something out of the request, so that this ends.
                Optional<Dialect> learned = spoken.learn(refusal.fault());
                if (learned.isEmpty() || !refusal.partialText().isEmpty()) {
                    throw refusal;
                }
                dialect = learned.get();
            }
        }
    }

    /** Returns what a call has used that came to no end: nothing is known of one that had not begun to answer. */
    private TokenUsage spent(Prompt prompt, StringBuilder came) {
        return came.isEmpty()
                ? TokenUsage.NONE
                : new TokenUsage(count(prompt), tokenizer().count(came.toString()));
    }

    private Completion completion(Prompt prompt, ChatReply reply, long cost) {
        TokenUsage counted = reply.usage();
        TokenUsage used = counted != null
                ? counted
                : new TokenUsage(count(prompt), tokenizer().count(reply.text()));
        use(used, cost);
        return new Completion(reply.text(), reply.finishReason(), used, List.of());
    }

    private void use(TokenUsage used, long taken) {
        usage.add(used);
        endpoint.limiter().settle(taken, used.inputTokens() + used.outputTokens());
    }

    private long count(Prompt prompt) {
        return prompt.messages().stream()
                .map(Message::text)
                .mapToLong(tokenizer()::count)
                .sum();
    }

    /** Collects the options of a model; one thread at a time. */
    public static final class Builder {

        /** Room for a thought about a page of sources; what is not used is not paid. */
        private static final int REASONING_TOKENS = 4_096;

        private final OpenAiEndpoint endpoint;
        private final String model;
        private final ModelFacts facts;
        private int contextTokens;
        private int outputTokens;
        private int reasoningTokens;
        private @Nullable Double temperature;
        private @Nullable Tokenizer tokenizer;

        private Builder(OpenAiEndpoint endpoint, String model) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            if (model.isBlank()) {
                throw new IllegalArgumentException("model must be given, got: nothing");
            }
            this.model = model;
            this.facts = ModelFacts.of(model);
            this.contextTokens = facts.contextTokens();
            this.outputTokens = facts.outputTokens();
            this.reasoningTokens = facts.reasons() ? REASONING_TOKENS : 0;
        }

        /**
         * Sets what the model reads and writes together, in tokens; unless set as known of OpenAI's models, else 4,096. It must not be more
         * than the server was started with: Ollama cuts the beginning of a prompt that is too long, and says nothing.
         */
        public Builder contextTokens(int changed) {
            this.contextTokens = positive("contextTokens", changed);
            return this;
        }

        /** Sets how long an answer may be, in tokens; unless set 4,096 for OpenAI's models, else 1,024. */
        public Builder outputTokens(int changed) {
            this.outputTokens = positive("outputTokens", changed);
            return this;
        }

        /**
         * Sets how many tokens the model may think beside the answer; unless set 4,096 for OpenAI's models that think, else 0.
         *
         * @param changed 0 or more
         */
        public Builder reasoningTokens(int changed) {
            if (changed < 0) {
                throw new IllegalArgumentException("reasoningTokens must be 0 or more, got: " + changed);
            }
            this.reasoningTokens = changed;
            return this;
        }

        /** Sets how free the model is in its choice of words, 0 to 2; 0 unless set, and none for OpenAI's models that think. */
        public Builder temperature(double changed) {
            if (!(changed >= 0 && changed <= 2)) {
                throw new IllegalArgumentException("temperature must be 0 to 2, got: " + changed);
            }
            this.temperature = changed;
            return this;
        }

        /** Sets what counts tokens; that of the model where it is one of OpenAI's, else an estimate that errs on the safe side. */
        public Builder tokenizer(Tokenizer changed) {
            this.tokenizer = Objects.requireNonNull(changed, "tokenizer");
            return this;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be 1 or more, got: " + value);
            }
            return value;
        }

        /**
         * Returns the model; nothing is sent.
         *
         * @throws IllegalArgumentException if the output leaves no room for a prompt
         */
        public OpenAiLanguageModel build() {
            int context = contextTokens - FRAME_TOKENS - reasoningTokens;
            if (context <= outputTokens) {
                throw new IllegalArgumentException("contextTokens must be more than outputTokens, reasoningTokens and "
                        + FRAME_TOKENS + " for the frame together, got: " + contextTokens + " for " + outputTokens
                        + " and "
                        + reasoningTokens);
            }
            Dialect guess = Dialect.of(endpoint.address(), facts);
            ChatOptions options = new ChatOptions(
                    model,
                    new ModelLimits(context, outputTokens),
                    tokenizer != null ? tokenizer : facts.tokenizer(),
                    temperature != null ? temperature : 0,
                    reasoningTokens);
            return new OpenAiLanguageModel(endpoint, options, temperature == null ? guess : guess.withTemperature());
        }
    }
}
