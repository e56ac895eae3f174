package dev.lectern.query;

import dev.lectern.model.Cancellation;
import dev.lectern.model.LanguageModel;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Processed;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.retrieve.Retriever;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.TypedResponse;
import dev.lectern.synthesize.TypedSynthesizer;
import dev.lectern.synthesize.Usage;
import java.util.List;
import java.util.Objects;

/**
 * Answers questions with values of record classes instead of text.
 *
 * <pre>{@code
 * record Ferry(String harbour, LocalTime departs) {}
 *
 * TypedAnswers answers = TypedAnswers.create(index.retriever(), model);
 * Ferry last = answers.ask("When does the last ferry leave?", Ferry.class).value().orElseThrow();
 * }</pre>
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 *
 * @see TypedSynthesizer
 */
public final class TypedAnswers {

    private final Retriever retriever;
    private final List<NodePostprocessor> postprocessors;
    private final LanguageModel model;

    private TypedAnswers(Retriever retriever, List<NodePostprocessor> postprocessors, LanguageModel model) {
        this.retriever = Objects.requireNonNull(retriever, "retriever");
        this.postprocessors = List.copyOf(postprocessors);
        this.model = Objects.requireNonNull(model, "model");
    }

    /** Answers from what a retriever finds. */
    public static TypedAnswers create(Retriever retriever, LanguageModel model) {
        return new TypedAnswers(retriever, List.of(), model);
    }

    /**
     * Answers from what a retriever finds.
     *
     * @param postprocessors change what was retrieved, in this order
     */
    public static TypedAnswers create(
            Retriever retriever, List<NodePostprocessor> postprocessors, LanguageModel model) {
        return new TypedAnswers(retriever, postprocessors, model);
    }

    /** Answers a question with the defaults of the retriever. */
    public <T extends Record> TypedResponse<T> ask(String question, Class<T> type) {
        return ask(Query.of(question), type, Cancellation.none());
    }

    /**
     * Answers a question.
     *
     * @throws dev.lectern.synthesize.TypedAnswerException if the model gives no such value, told once what was wrong
     * @throws IllegalArgumentException if the class has a component that cannot be asked for
     * @throws dev.lectern.failure.LecternException if a station of the route fails; {@code station()} names it
     */
    public <T extends Record> TypedResponse<T> ask(Query query, Class<T> type, Cancellation cancellation) {
        Objects.requireNonNull(query, "query");
        TypedSynthesizer<T> synthesizer = TypedSynthesizer.create(model, type);
        cancellation.check(AnswerEvent.SUBJECT);
        Retrieval retrieval = retriever.retrieve(query, cancellation);
        Processed processed = Processed.of(retrieval.nodes());
        for (NodePostprocessor postprocessor : postprocessors) {
            processed = processed.then(postprocessor.process(query, processed.nodes(), cancellation));
        }
        TypedResponse<T> answer = synthesizer.synthesize(query, processed.nodes(), cancellation);
        Response response = answer.response();
        Usage usage = response.usage()
                .plus(Usage.synthesis(processed.modelCalls(), processed.tokens(), processed.modelTime()))
                .withRetrieval(retrieval.embedTime(), retrieval.searchTime());
        return new TypedResponse<>(
                answer.valueOrNull(), response.withUsage(usage).withRemarks(processed.remarks()));
    }
}
