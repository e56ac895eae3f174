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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

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

    private RetrieverQueryEngine(
            Retriever retriever, List<NodePostprocessor> postprocessors, ResponseSynthesizer synthesizer) {
        this.retriever = Objects.requireNonNull(retriever, "retriever");
        this.postprocessors = List.copyOf(postprocessors);
        this.synthesizer = Objects.requireNonNull(synthesizer, "synthesizer");
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
        return new RetrieverQueryEngine(retriever, postprocessors, synthesizer);
    }

    @Override
    public Response query(Query query) {
        return query(query, Cancellation.none());
    }

    @Override
    public Response query(Query query, Cancellation cancellation) {
        return answer(query, nodes -> synthesizer.synthesize(query, nodes, cancellation), cancellation);
    }

    @Override
    public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Objects.requireNonNull(listener, "listener");
        listener.on(AnswerEvent.Stage.once(AnswerEvent.Stage.RETRIEVE));
        Response response =
                answer(query, nodes -> synthesizer.stream(query, nodes, listener, cancellation), cancellation);
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
