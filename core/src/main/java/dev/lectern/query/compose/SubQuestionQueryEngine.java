package dev.lectern.query.compose;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.LecternException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.model.Quote;
import dev.lectern.query.Explanation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.AnswerPart;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SynthesisPlan;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Splits a question, has each part answered by an engine, several at a time, and makes one answer of the parts.
 *
 * <pre>{@code
 * QueryEngine engine = SubQuestionQueryEngine.builder(index.queryEngine(options), model).build();
 * engine.query("How do the ferries of 1931 and 2025 differ?");
 * }</pre>
 *
 * <p>A question that splits into one goes to the engine as it is. Else the sources of all parts become one list, each node once, and the
 * marks in the answers are numbered by it. A model that follows instructions then writes one answer of the answers and keeps their marks;
 * for any other, or where that call fails, does not fit or says nothing, the answers stand one below the other, word for word, with their
 * quotes. A part that fails or stays open is a remark; where all fail, the failure of the first is thrown. The parts of the response are the
 * answers to the parts of the question, numbered by that list, and what came of the call for the whole.
 *
 * <p>Cost: one call to split, the cost of each part, one call for the whole.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made engine and model closes them.
 */
public final class SubQuestionQueryEngine implements QueryEngine {

    /** As many calls at a time as most services take from one user without complaint. */
    public static final int DEFAULT_PARALLELISM = 4;

    private static final String SPLIT = "split";
    private static final String PART = "part";

    private static final String ANSWERS = "{answers}";

    /** The wording of the prompt that makes one answer, unless another is given; {@code {query}} and {@code {answers}} stand for their values. */
    public static final PromptTemplate DEFAULT_TEMPLATE = PromptTemplate.of(
            "You combine answers to parts of a question into one answer to the whole. Use only what they say, and"
                    + " keep the numbers in square brackets behind the statements they stand behind. Where a part has no answer, say so.",
            "Question: {query}\n\nAnswers to its parts:\n\n{answers}\n\nAnswer:");

    private final QueryEngine engine;
    private final LanguageModel model;
    private final QuestionSplitter splitter;
    private final int maxOutputTokens;
    private final PartAnswers partAnswers;
    private final PromptTemplate template;

    private SubQuestionQueryEngine(Builder builder) {
        this.engine = builder.engine;
        this.model = builder.model;
        this.splitter = builder.splitter;
        this.maxOutputTokens =
                Math.min(builder.maxOutputTokens, builder.model.limits().outputTokens());
        this.partAnswers = new PartAnswers(builder.engine, builder.executor, builder.parallelism);
        this.template = builder.template;
    }

    /**
     * Starts an engine.
     *
     * @param engine answers the parts; stays the caller's, as the model does
     * @param model splits the question and writes the answer, if it follows instructions
     */
    public static Builder builder(QueryEngine engine, LanguageModel model) {
        return new Builder(engine, model);
    }

    @Override
    public Response query(Query query) {
        return query(query, Cancellation.none());
    }

    @Override
    public Response query(Query query, Cancellation cancellation) {
        return answer(query, event -> {}, false, cancellation);
    }

    @Override
    public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Objects.requireNonNull(listener, "listener");
        return new Forward(listener).end(answer(query, listener, true, cancellation));
    }

    /** Explains how the engine within answers the first part, or the whole question where a language model would split it. */
    @Override
    public Explanation explain(Query query) {
        Objects.requireNonNull(query, "query");
        String joining = model.followsInstructions() ? " Joining the answers takes 1 model call more." : "";
        if (splitter.callsModel()) {
            return engine.explain(query)
                    .noting(
                            "Splitting the question may take 1 model call more, and each part an answer of its own. What follows is for the"
                                    + " whole question." + joining);
        }
        List<String> questions = splitter.split(query, Cancellation.none()).questions();
        if (questions.size() == 1) {
            return engine.explain(query);
        }
        List<String> notes = new ArrayList<>();
        notes.add("The question has " + questions.size() + " parts. What follows is for the first: " + questions.get(0)
                + joining);
        questions.stream()
                .skip(1)
                .map(part -> "Another would take "
                        + engine.explain(withText(query, part)).summary() + ": " + part)
                .forEach(notes::add);
        return engine.explain(withText(query, questions.get(0))).noting(notes.toArray(String[]::new));
    }

    private Response answer(Query query, AnswerListener listener, boolean streamed, Cancellation cancellation) {
        Objects.requireNonNull(query, "query");
        cancellation.check(AnswerEvent.SUBJECT);
        listener.on(AnswerEvent.Stage.once(SPLIT));
        QuestionSplitter.Parts parts = splitter.split(query, cancellation);
        int count = parts.questions().size();
        if (count == 1) {
            Response response = streamed
                    ? engine.stream(query, new Forward(listener), cancellation)
                    : engine.query(query, cancellation);
            return with(response, parts);
        }
        List<Query> asked =
                parts.questions().stream().map(text -> withText(query, text)).toList();
        MergedAnswers merged = new MergedAnswers(requireOne(partAnswers.of(
                asked, number -> listener.on(new AnswerEvent.Stage(PART, number, count)), cancellation)));
        listener.on(new AnswerEvent.Sources(merged.nodes()));
        return with(combine(query, merged, listener, cancellation), parts);
    }

    private static Query withText(Query query, String text) {
        return new Query(text, query.topK(), query.filter());
    }

    private static Response with(Response response, QuestionSplitter.Parts parts) {
        return response.withUsage(response.usage().plus(parts.usage())).withRemarks(parts.remarks());
    }

    private static List<PartAnswer> requireOne(List<PartAnswer> parts) {
        List<LecternException> failures = new ArrayList<>();
        for (PartAnswer part : parts) {
            LecternException failure = part.failure();
            if (failure == null) {
                return parts;
            }
            failures.add(failure);
        }
        LecternException first = failures.get(0);
        failures.stream().skip(1).filter(other -> other != first).forEach(first::addSuppressed);
        throw first;
    }

    private Response combine(Query query, MergedAnswers merged, AnswerListener listener, Cancellation cancellation) {
        if (!model.followsInstructions() || !merged.isAnyAnswered()) {
            return joined(merged, List.of(), List.of(), listener);
        }
        List<Message> messages =
                Asking.messages(model, template, Map.of(Asking.QUERY, query.text(), ANSWERS, merged.listed()));
        if (Asking.count(model, messages) + maxOutputTokens > model.limits().contextTokens()) {
            return joined(merged, fallback(query, "they do not fit into " + model.name()), List.of(), listener);
        }
        listener.on(AnswerEvent.Stage.once(AnswerEvent.Stage.ANSWER));
        return written(
                query,
                new Prompt(messages, query.text(), List.of(), null, maxOutputTokens),
                merged,
                listener,
                cancellation);
    }

    private Response written(
            Query query, Prompt prompt, MergedAnswers merged, AnswerListener listener, Cancellation cancellation) {
        long start = System.nanoTime();
        StringBuilder told = new StringBuilder();
        Completion completion;
        try {
            completion = model.stream(
                    prompt,
                    piece -> {
                        told.append(piece);
                        listener.on(new AnswerEvent.Text(piece));
                    },
                    cancellation);
        } catch (CancelledException e) {
            throw e;
        } catch (LecternException e) {
            restart(told, listener);
            AnswerPart failed = joining(query, "", List.of(), FinishReason.NOT_CALLED, e);
            Response joined =
                    joined(merged, fallback(query, String.valueOf(e.getMessage())), List.of(failed), listener);
            return joined.withUsage(merged.usage().plus(Asking.usage(e, start)));
        }
        Usage usage = merged.usage().plus(Asking.usage(completion.usage(), start));
        AnswerPart joining = joining(query, completion.text(), completion.quotes(), completion.finishReason(), null);
        boolean said = !completion.text().isBlank()
                && (completion.finishReason() == FinishReason.STOP || completion.finishReason() == FinishReason.LENGTH);
        if (!said) {
            restart(told, listener);
            Response joined =
                    joined(merged, fallback(query, model.name() + " said nothing"), List.of(joining), listener);
            return joined.withUsage(usage);
        }
        ResponseStatus status =
                completion.finishReason() == FinishReason.LENGTH ? ResponseStatus.TRUNCATED : ResponseStatus.ANSWERED;
        return merged.response(
                completion.text(),
                status,
                completion.quotes(),
                usage,
                completion.finishReason(),
                List.of(),
                List.of(joining));
    }

    private static AnswerPart joining(
            Query query, String text, List<Quote> quotes, FinishReason reason, @Nullable LecternException failure) {
        return new AnswerPart(SynthesisPlan.Kind.COMBINE, query.text(), List.of(), text, quotes, reason, failure);
    }

    private static void restart(StringBuilder told, AnswerListener listener) {
        if (!told.isEmpty()) {
            listener.on(new AnswerEvent.Restart());
        }
    }

    private static Response joined(
            MergedAnswers merged, List<Remark> remarks, List<AnswerPart> joining, AnswerListener listener) {
        Response response = merged.joined(remarks, joining);
        if (!response.text().isEmpty()) {
            listener.on(new AnswerEvent.Text(response.text()));
        }
        return response;
    }

    private static List<Remark> fallback(Query query, String reason) {
        return List.of(new Remark(
                Remark.Kind.FALLBACK,
                query.text(),
                "The answers to the parts stand one below the other: " + reason + (reason.endsWith(".") ? "" : ".")));
    }

    /** Returns the name and the engine within, for people. */
    @Override
    public String toString() {
        return "SubQuestionQueryEngine[" + engine + "]";
    }

    /** Collects the options of an engine; one thread at a time. */
    public static final class Builder {

        private final QueryEngine engine;
        private final LanguageModel model;
        private QuestionSplitter splitter;
        private @Nullable Executor executor;
        private int parallelism = DEFAULT_PARALLELISM;
        private PromptTemplate template = DEFAULT_TEMPLATE;
        private int maxOutputTokens = 512;

        private Builder(QueryEngine engine, LanguageModel model) {
            this.engine = Objects.requireNonNull(engine, "engine");
            this.model = Objects.requireNonNull(model, "model");
            this.splitter =
                    model.followsInstructions() ? ModelQuestionSplitter.create(model) : QuestionSplitter.byRule();
        }

        /** Sets what splits questions; the model unless set, and the rule of the extractive model where it does not follow instructions. */
        public Builder splitter(QuestionSplitter changed) {
            this.splitter = Objects.requireNonNull(changed, "splitter");
            return this;
        }

        /**
         * Sets the wording of the prompt that makes one answer; {@link #DEFAULT_TEMPLATE} unless set. That of the split is its splitter's.
         *
         * @param changed holds {@code {query}} and {@code {answers}}
         * @throws IllegalArgumentException if it lacks one of its places
         */
        public Builder template(PromptTemplate changed) {
            this.template = changed.requiring("template", Asking.QUERY, ANSWERS);
            return this;
        }

        /**
         * Sets what runs the parts beside the asking thread; threads made for each question unless set. Where it has no thread free, the asking thread
         * answers what is left, so that one executor may serve questions and their parts.
         */
        public Builder executor(Executor changed) {
            this.executor = Objects.requireNonNull(changed, "executor");
            return this;
        }

        /**
         * Sets how many parts of a question are answered at a time, the asking thread's included, 1 or more; {@link #DEFAULT_PARALLELISM} unless set. 1
         * uses the asking thread alone.
         */
        public Builder parallelism(int changed) {
            if (changed < 1) {
                throw new IllegalArgumentException("parallelism must be 1 or more, got: " + changed);
            }
            this.parallelism = changed;
            return this;
        }

        /** Sets the size of the whole answer at most, in the model's tokens, 1 or more; 512 unless set, less where the model gives less. */
        public Builder maxOutputTokens(int changed) {
            if (changed < 1) {
                throw new IllegalArgumentException("maxOutputTokens must be 1 or more, got: " + changed);
            }
            this.maxOutputTokens = changed;
            return this;
        }

        /** Returns the engine. */
        public SubQuestionQueryEngine build() {
            return new SubQuestionQueryEngine(this);
        }
    }
}
