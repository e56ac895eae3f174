package dev.lectern.testkit;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.CompletionSink;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Answers as the test says, and keeps the prompts it was given. For tests only: it reads nothing.
 *
 * <p>It is as strict as a hosted model: a prompt that does not fit into its window is refused, and an answer is cut after
 * {@link Prompt#maxOutputTokens()} tokens, with finish reason {@link FinishReason#LENGTH}. It streams token by token, and quotes nothing.
 * Thread-safe where the rule is.
 */
public final class FakeLanguageModel implements LanguageModel {

    private final Function<Prompt, String> rule;
    private final ModelLimits limits;
    private final Tokenizer tokenizer;
    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private FakeLanguageModel(Builder builder) {
        this.rule = builder.rule;
        this.limits = builder.limits;
        this.tokenizer = builder.tokenizer;
    }

    /** Makes a model that points to each source it was shown: {@code See [1] [2].} */
    public static FakeLanguageModel create() {
        return builder(FakeLanguageModel::pointToAll).build();
    }

    /** Makes a model that gives these answers, one per call; a call more is a {@link ModelException}. */
    public static FakeLanguageModel answering(String... answers) {
        Iterator<String> left = List.of(answers).iterator();
        return builder(prompt -> {
                    synchronized (left) {
                        if (!left.hasNext()) {
                            throw new ModelException(
                                    "fake-script",
                                    "Could not complete the prompt: all " + answers.length
                                            + " answers are given. Script one more.",
                                    null);
                        }
                        return left.next();
                    }
                })
                .build();
    }

    /** Starts a model that answers by a rule; an empty answer is allowed. */
    public static Builder builder(Function<Prompt, String> rule) {
        return new Builder(Objects.requireNonNull(rule, "rule"));
    }

    private static String pointToAll(Prompt prompt) {
        StringBuilder answer = new StringBuilder("See");
        prompt.context().stream()
                .map(piece -> piece.number())
                .distinct()
                .forEach(number -> answer.append(" [").append(number).append(']'));
        return answer.append('.').toString();
    }

    /** Returns the prompts of all calls so far, in order, refused ones included. */
    public List<Prompt> prompts() {
        return List.copyOf(prompts);
    }

    @Override
    public String name() {
        return "fake-script";
    }

    @Override
    public ModelLimits limits() {
        return limits;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Completion complete(Prompt prompt) {
        return stream(prompt, piece -> {});
    }

    @Override
    public Completion stream(Prompt prompt, CompletionSink sink) {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(sink, "sink");
        if (closed) {
            throw new IllegalStateException("model must be open, got: closed " + name());
        }
        prompts.add(prompt);
        int input = prompt.messages().stream()
                .map(Message::text)
                .mapToInt(tokenizer::count)
                .sum();
        int output = Math.min(prompt.maxOutputTokens(), limits.outputTokens());
        if (input + output > limits.contextTokens()) {
            throw new ModelException(
                    name(),
                    "Could not complete the prompt: " + input + " tokens and an answer of " + output
                            + " do not fit into the window of " + limits.contextTokens() + ". Send fewer sources.",
                    null);
        }
        return answer(rule.apply(prompt), input, output, sink);
    }

    private Completion answer(String whole, int inputTokens, int maxTokens, CompletionSink sink) {
        TokenSpans tokens = tokenizer.tokenize(whole);
        boolean cut = tokens.size() > maxTokens;
        String text = cut ? whole.substring(0, tokens.end(maxTokens - 1)) : whole;
        pieces(text, tokens).forEach(sink::text);
        return new Completion(
                text,
                cut ? FinishReason.LENGTH : FinishReason.STOP,
                new TokenUsage(inputTokens, Math.min(tokens.size(), maxTokens)),
                List.of());
    }

    /** Cuts a text before each token, so that the pieces joined are the text. */
    private static List<String> pieces(String text, TokenSpans tokens) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < tokens.size() && tokens.start(i) < text.length(); i++) {
            if (tokens.start(i) > from) {
                pieces.add(text.substring(from, tokens.start(i)));
                from = tokens.start(i);
            }
        }
        if (from < text.length()) {
            pieces.add(text.substring(from));
        }
        return pieces;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Collects the options of a model; one thread at a time. */
    public static final class Builder {

        private final Function<Prompt, String> rule;
        private ModelLimits limits = new ModelLimits(4096, 512);
        private Tokenizer tokenizer = WordTokenizer.create();

        private Builder(Function<Prompt, String> rule) {
            this.rule = rule;
        }

        /** Sets the window and the longest answer; 4,096 and 512 tokens unless set. */
        public Builder limits(int contextTokens, int outputTokens) {
            this.limits = new ModelLimits(contextTokens, outputTokens);
            return this;
        }

        /** Sets what counts tokens; {@link WordTokenizer} unless set. */
        public Builder tokenizer(Tokenizer changed) {
            this.tokenizer = Objects.requireNonNull(changed, "tokenizer");
            return this;
        }

        /** Returns the model. */
        public FakeLanguageModel build() {
            return new FakeLanguageModel(this);
        }
    }
}
