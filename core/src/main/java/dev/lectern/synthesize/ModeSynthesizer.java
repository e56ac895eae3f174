package dev.lectern.synthesize;

import dev.lectern.document.Span;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.Quote;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers with a language model in one of the {@linkplain ResponseMode modes}.
 *
 * <pre>{@code
 * ResponseSynthesizer synthesizer = ModeSynthesizer.create(ResponseMode.TREE_SUMMARIZE, model);
 * Response response = synthesizer.synthesize(Query.of("What happened in spring?"), nodes);
 * }</pre>
 *
 * <p>In every mode nodes stay whole, and only one larger than an empty prompt is split; text that two overlapping nodes share is shown
 * once; the number of a source stands with its text; and no prompt is larger than the model's window less the answer. {@link #plan} says
 * before the first call which call shows what. Where the model says nothing, or the service withholds an answer, an earlier answer stays;
 * without one the text says so.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made model and executor closes them.
 */
public final class ModeSynthesizer implements ResponseSynthesizer {

    private final ResponseMode mode;
    private final LanguageModel model;
    private final PromptTemplates templates;
    private final PromptWriter writer;
    private final int maxOutputTokens;
    private final OverflowPolicy overflow;
    private final NoContext noContext;
    private final String noContextText;
    private final FailurePolicy failures;
    private final Parallelism parallelism;
    private final @Nullable Duration timeLimit;
    private final @Nullable Duration callTimeLimit;

    private ModeSynthesizer(Builder builder) {
        this.mode = builder.mode;
        this.model = builder.model;
        this.templates = builder.templates;
        boolean filtered = builder.filter == AnswerFilter.STRUCTURED
                && !model.capabilities().contains(ModelCapability.SAYS_NO_ANSWER);
        this.writer = filtered
                ? new PromptWriter(model, templates, FilteredReply.FORMAT, FilteredReply.INSTRUCTION)
                : PromptWriter.free(model, templates);
        this.maxOutputTokens =
                Math.min(builder.maxOutputTokens, builder.model.limits().outputTokens());
        this.overflow = builder.overflow;
        this.noContext = builder.noContext;
        this.noContextText = builder.noContextText;
        this.failures = builder.failures;
        this.parallelism = builder.parallelism;
        this.timeLimit = builder.timeLimit;
        this.callTimeLimit = builder.callTimeLimit;
    }

    /** Makes a synthesizer with defaults; the model stays the caller's to close. */
    public static ModeSynthesizer create(ResponseMode mode, LanguageModel model) {
        return builder(mode, model).build();
    }

    /** Starts a synthesizer; the model stays the caller's to close. */
    public static Builder builder(ResponseMode mode, LanguageModel model) {
        return new Builder(mode, model);
    }

    /** Returns the mode. */
    public ResponseMode mode() {
        return mode;
    }

    @Override
    public Response synthesize(Query query, List<ScoredNode> nodes) {
        return synthesize(query, nodes, Cancellation.none());
    }

    @Override
    public Response synthesize(Query query, List<ScoredNode> nodes, Cancellation cancellation) {
        return answer(query, nodes, new Teller(null), cancellation);
    }

    /** Makes an answer and tells of it on the way; the last model call, or in a mode that accumulates each call, piece by piece. */
    @Override
    public Response stream(Query query, List<ScoredNode> nodes, AnswerListener listener, Cancellation cancellation) {
        return answer(query, nodes, new Teller(Objects.requireNonNull(listener, "listener")), cancellation);
    }

    private Response answer(Query query, List<ScoredNode> nodes, Teller teller, Cancellation cancellation) {
        if (timeLimit == null) {
            return answerInTime(query, nodes, teller, cancellation);
        }
        try (Cancellation limited = cancellation.limitedTo(timeLimit)) {
            return answerInTime(query, nodes, teller, limited);
        }
    }

    private Response answerInTime(Query query, List<ScoredNode> nodes, Teller teller, Cancellation cancellation) {
        long start = System.nanoTime();
        SynthesisPlan plan = plan(query, nodes);
        cancellation.check(AnswerEvent.SUBJECT);
        teller.tell(new AnswerEvent.Sources(nodes));
        ModelCalls calls = new ModelCalls(model, writer.format() != null, failures, callTimeLimit);
        AnswerRun run = new AnswerRun(plan, query, writer, calls, parallelism, teller, cancellation);
        Said said = plan.calls().isEmpty() ? uncalled(nodes, teller) : run.run();
        List<AnswerPart> parts = run.parts();
        return new Response(
                said.text(),
                status(plan, nodes, said, parts),
                Citations.references(nodes, plan, said.text(), said.quotes()),
                said.quotes(),
                Usage.synthesis(calls.count(), calls.tokens(), Duration.ofNanos(System.nanoTime() - start)),
                said.finishReason(),
                parts);
    }

    private static ResponseStatus status(
            SynthesisPlan plan, List<ScoredNode> nodes, Said said, List<AnswerPart> parts) {
        if (plan.calls().isEmpty()) {
            boolean asked = plan.mode() != ResponseMode.NO_TEXT && plan.mode() != ResponseMode.CONTEXT_ONLY;
            return asked || nodes.isEmpty() ? ResponseStatus.NO_CONTEXT : ResponseStatus.RETRIEVED;
        }
        if (parts.stream().anyMatch(part -> part.failure() != null)) {
            return ResponseStatus.PARTIAL;
        }
        if (said.isSilent()) {
            return ResponseStatus.NO_ANSWER;
        }
        if (said.finishReason() == FinishReason.LENGTH) {
            return ResponseStatus.TRUNCATED;
        }
        return plan.calls().get(0).kind() == SynthesisPlan.Kind.GENERATE
                ? ResponseStatus.UNSOURCED
                : ResponseStatus.ANSWERED;
    }

    /** What is said without a model. */
    private Said uncalled(List<ScoredNode> nodes, Teller teller) {
        boolean silent = mode == ResponseMode.NO_TEXT || noContext == NoContext.STATUS;
        List<List<ContextPiece>> shown =
                mode == ResponseMode.CONTEXT_ONLY ? Planner.whole(model.tokenizer(), nodes) : List.of();
        Said said;
        if (shown.isEmpty()) {
            String text = silent ? "" : noContextText;
            said = new Said(text, FinishReason.NOT_CALLED, List.of(), List.of(), null);
            teller.text(text);
        } else {
            said = context(shown.get(0), teller);
        }
        return said;
    }

    /** Shows the sources themselves, each a quote of its document. */
    private static Said context(List<ContextPiece> pieces, Teller teller) {
        StringBuilder text = new StringBuilder();
        List<Quote> quotes = new ArrayList<>();
        for (ContextPiece piece : pieces) {
            String shown = (text.isEmpty() ? "" : ContextText.SEPARATOR) + ContextText.of(piece);
            text.append(shown);
            teller.text(shown);
            Span place = new Span(text.length() - piece.text().length(), text.length());
            quotes.add(new Quote(place, piece.number(), piece.node().documentId(), piece.span()));
        }
        return new Said(text.toString(), FinishReason.NOT_CALLED, quotes, pieces, null);
    }

    /**
     * Returns what an answer would take, without calling the model.
     *
     * @throws SynthesisException if the question leaves no room for a node (message has the numbers), or nothing was found and
     *     {@link NoContext#EXCEPTION} is set
     */
    @Override
    public SynthesisPlan plan(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        if (!nodes.isEmpty() || mode == ResponseMode.GENERATION) {
            return planner(writer, query, nodes).plan(mode, overflow);
        }
        return switch (noContext) {
            case TEXT, STATUS -> new SynthesisPlan(mode, List.of(), List.of(), Map.of());
            case ANSWER ->
                planner(PromptWriter.free(model, templates), query, nodes).generation(mode);
            case EXCEPTION ->
                throw new SynthesisException(
                        model.name(),
                        "Could not answer the question: nothing was found for it. Ingest sources that hold the answer, widen the"
                                + " filter, or choose another NoContext than EXCEPTION.",
                        null);
        };
    }

    private Planner planner(PromptWriter words, Query query, List<ScoredNode> nodes) {
        return new Planner(model, words, maxOutputTokens, 0, query, nodes);
    }

    /** Collects the options of a synthesizer; one thread at a time. */
    public static final class Builder {

        private final ResponseMode mode;
        private final LanguageModel model;
        private PromptTemplates templates = PromptTemplates.defaults();
        private int maxOutputTokens = 512;
        private OverflowPolicy overflow = OverflowPolicy.REFINE;
        private AnswerFilter filter = AnswerFilter.NONE;
        private NoContext noContext = NoContext.TEXT;
        private String noContextText = "Nothing was found for this question.";
        private FailurePolicy failures = FailurePolicy.FAIL_FAST;
        private Parallelism parallelism = Parallelism.NONE;
        private @Nullable Duration timeLimit;
        private @Nullable Duration callTimeLimit;

        private Builder(ResponseMode mode, LanguageModel model) {
            this.mode = Objects.requireNonNull(mode, "mode");
            this.model = Objects.requireNonNull(model, "model");
        }

        /** Sets the wording of prompts; {@link PromptTemplates#defaults()} unless set. */
        public Builder templates(PromptTemplates changed) {
            this.templates = Objects.requireNonNull(changed, "templates");
            return this;
        }

        /** Sets the size of an answer at most, in the model's tokens, 1 or more; 512 (about a page) unless set, less where the model gives less. */
        public Builder maxOutputTokens(int changed) {
            if (changed < 1) {
                throw new IllegalArgumentException("maxOutputTokens must be 1 or more, got: " + changed);
            }
            this.maxOutputTokens = changed;
            return this;
        }

        /**
         * Sets what happens when the nodes do not fit into one prompt; {@link OverflowPolicy#REFINE} unless set.
         *
         * @throws IllegalArgumentException if the mode is not {@link ResponseMode#COMPACT}; each other mode says itself what happens
         */
        public Builder overflow(OverflowPolicy changed) {
            if (mode != ResponseMode.COMPACT) {
                throw new IllegalArgumentException(
                        "overflow must go with mode COMPACT, got: " + changed + " with " + mode);
            }
            this.overflow = Objects.requireNonNull(changed, "overflow");
            return this;
        }

        /** Sets whether sources that hold no answer are passed over; {@link AnswerFilter#NONE} unless set. */
        public Builder filter(AnswerFilter changed) {
            this.filter = Objects.requireNonNull(changed, "filter");
            return this;
        }

        /** Sets what happens when nothing was found; {@link NoContext#TEXT} unless set. */
        public Builder noContext(NoContext changed) {
            this.noContext = Objects.requireNonNull(changed, "noContext");
            return this;
        }

        /** Sets the text of a response without any source. */
        public Builder noContextText(String changed) {
            this.noContextText = Objects.requireNonNull(changed, "noContextText");
            return this;
        }

        /**
         * Sets what happens when one of several model calls fails; {@link FailurePolicy#FAIL_FAST} unless set. Under
         * {@link FailurePolicy#COLLECT} the answer is made of the others, its status is {@link ResponseStatus#PARTIAL}, and its parts
         * name the failures; the first is thrown only where every call failed.
         */
        public Builder failurePolicy(FailurePolicy changed) {
            this.failures = Objects.requireNonNull(changed, "failurePolicy");
            return this;
        }

        /**
         * Has independent calls of one answer run at the same time: those that accumulate, and those of one level of a tree.
         *
         * @param executor runs them; on JDK 21 and later one with a virtual thread per task will do. Where it has no thread free, the
         *     asking thread makes the calls
         * @param calls how many of one answer at the same time at most, the asking thread's included, 1 or more; 1 (none) unless set
         */
        public Builder parallel(Executor executor, int calls) {
            this.parallelism = new Parallelism(Objects.requireNonNull(executor, "executor"), requireCalls(calls));
            return this;
        }

        /**
         * Has independent calls of one answer run at the same time, on threads that the answer starts and ends.
         *
         * @param calls as in {@link #parallel(Executor, int)}
         */
        public Builder parallel(int calls) {
            this.parallelism = Parallelism.ofOwnThreads(requireCalls(calls));
            return this;
        }

        private static int requireCalls(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("parallelism must be 1 or more, got: " + calls);
            }
            return calls;
        }

        /** Sets how long an answer may take; no limit unless set. When it is over a {@code CancelledException} is thrown. */
        public Builder timeLimit(Duration changed) {
            this.timeLimit = positive("timeLimit", changed);
            return this;
        }

        /** Sets how long one model call may take; no limit unless set. When it is over that call has failed. */
        public Builder callTimeLimit(Duration changed) {
            this.callTimeLimit = positive("callTimeLimit", changed);
            return this;
        }

        private static Duration positive(String name, Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException(name + " must be more than zero, got: " + time);
            }
            return time;
        }

        /** Returns the synthesizer. */
        public ModeSynthesizer build() {
            return new ModeSynthesizer(this);
        }
    }
}
