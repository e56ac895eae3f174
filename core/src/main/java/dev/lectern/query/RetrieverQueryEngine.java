package dev.lectern.query;

import dev.lectern.model.Cancellation;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Processed;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.retrieve.Retriever;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseSynthesizer;
import dev.lectern.synthesize.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Retrieves nodes and makes an answer of them: the query half of the route.
 *
 * <pre>{@code
 * QueryEngine engine = RetrieverQueryEngine.create(retriever, CompactSynthesizer.create(model));
 * Response response = engine.query("When does the tide turn?");
 * }</pre>
 *
 * <p>Thread-safety: safe for concurrent use.
 */
public final class RetrieverQueryEngine implements QueryEngine {

    private final Retriever retriever;
    private final List<NodePostprocessor> postprocessors;
    private final ResponseSynthesizer synthesizer;
    private final @Nullable Duration timeLimit;

    private RetrieverQueryEngine(
            Retriever retriever,
            List<NodePostprocessor> postprocessors,
            ResponseSynthesizer synthesizer,
            @Nullable Duration timeLimit) {
        this.retriever = Objects.requireNonNull(retriever, "retriever");
        this.postprocessors = List.copyOf(postprocessors);
        this.synthesizer = Objects.requireNonNull(synthesizer, "synthesizer");
        this.timeLimit = timeLimit;
    }

    /** Makes an engine without postprocessors. */
    public static RetrieverQueryEngine create(Retriever retriever, ResponseSynthesizer synthesizer) {
        return create(retriever, List.of(), synthesizer);
    }

    /**
     * Makes an engine.
     *
     * @param postprocessors change what was retrieved, in this order
     */
    public static RetrieverQueryEngine create(
            Retriever retriever, List<NodePostprocessor> postprocessors, ResponseSynthesizer synthesizer) {
        return new RetrieverQueryEngine(retriever, postprocessors, synthesizer, null);
    }

    /**
     * Returns this engine with a limit on the time of a whole answer, from the embedding of the question to the last word. When it is over a
     * {@code CancelledException} is thrown.
     *
     * @param limit more than zero
     * @throws IllegalArgumentException if the limit is zero or less
     */
    public RetrieverQueryEngine withTimeLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("time limit must be more than zero, got: " + limit);
        }
        return new RetrieverQueryEngine(retriever, postprocessors, synthesizer, limit);
    }

    @Override
    public Response query(Query query) {
        return query(query, Cancellation.none());
    }

    @Override
    public Response query(Query query, Cancellation cancellation) {
        return limited(
                cancellation,
                limited -> answer(query, nodes -> synthesizer.synthesize(query, nodes, limited), limited));
    }

    @Override
    public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Objects.requireNonNull(listener, "listener");
        listener.on(AnswerEvent.Stage.once(AnswerEvent.Stage.RETRIEVE));
        Response response = limited(
                cancellation,
                limited -> answer(query, nodes -> synthesizer.stream(query, nodes, listener, limited), limited));
        listener.on(new AnswerEvent.Cost(response.usage()));
        listener.on(new AnswerEvent.Done(response));
        return response;
    }

    @Override
    public Explanation explain(Query query) {
        Retrieval retrieval = retriever.retrieve(query);
        Processed processed = process(query, retrieval.nodes(), Cancellation.none());
        int calls = retrieval.modelCalls() + processed.modelCalls();
        Explanation explanation = new Explanation(processed.nodes(), synthesizer.plan(query, processed.nodes()));
        return calls == 0
                ? explanation
                : explanation.noting("To find these sources a language model was called already: calls " + calls + ".");
    }

    private Response limited(Cancellation cancellation, Function<Cancellation, Response> answer) {
        if (timeLimit == null) {
            return answer.apply(cancellation);
        }
        try (Cancellation limited = cancellation.limitedTo(timeLimit)) {
            return answer.apply(limited);
        }
    }

    private Response answer(Query query, Function<List<ScoredNode>, Response> synthesis, Cancellation cancellation) {
        Objects.requireNonNull(query, "query");
        cancellation.check(AnswerEvent.SUBJECT);
        Retrieval retrieval = retriever.retrieve(query, cancellation);
        Processed processed = process(query, retrieval.nodes(), cancellation);
        Response response = synthesis.apply(processed.nodes());
        Usage usage = response.usage()
                .plus(Usage.synthesis(retrieval.modelCalls(), retrieval.tokens(), retrieval.modelTime()))
                .plus(Usage.synthesis(processed.modelCalls(), processed.tokens(), processed.modelTime()))
                .withRetrieval(retrieval.embedTime(), retrieval.searchTime());
        return response.withUsage(usage).withRemarks(processed.remarks());
    }

    private Processed process(Query query, List<ScoredNode> found, Cancellation cancellation) {
        Processed processed = Processed.of(found);
        for (NodePostprocessor postprocessor : postprocessors) {
            cancellation.check(AnswerEvent.SUBJECT);
            processed = processed.then(postprocessor.process(query, processed.nodes(), cancellation));
        }
        return processed;
    }
}
