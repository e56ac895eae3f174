package dev.lectern.query;

import dev.lectern.model.LanguageModel;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;
import java.util.Objects;

/**
 * How an index answers questions. Immutable.
 *
 * @param retriever how nodes are chosen
 * @param postprocessors change what was retrieved, in this order
 * @param synthesizer makes the answer
 */
public record QueryOptions(
        RetrieverOptions retriever, List<NodePostprocessor> postprocessors, ResponseSynthesizer synthesizer) {

    /** Makes options; the list is copied. */
    public QueryOptions {
        Objects.requireNonNull(retriever, "retriever");
        postprocessors = List.copyOf(postprocessors);
        Objects.requireNonNull(synthesizer, "synthesizer");
    }

    /** Makes options for a synthesizer, with the retriever's defaults and no postprocessor. */
    public static QueryOptions of(ResponseSynthesizer synthesizer) {
        return new QueryOptions(RetrieverOptions.defaults(), List.of(), synthesizer);
    }

    /** Makes options for a model that answers in mode COMPACT, the default. */
    public static QueryOptions of(LanguageModel model) {
        return of(CompactSynthesizer.create(model));
    }

    /** Makes options for a model that answers in a mode. */
    public static QueryOptions of(LanguageModel model, ResponseMode mode) {
        return of(ResponseSynthesizer.of(mode, model));
    }

    /** Returns these options with another number of nodes, 1 or more. */
    public QueryOptions withSimilarityTopK(int topK) {
        return new QueryOptions(retriever.withTopK(topK), postprocessors, synthesizer);
    }

    /** Returns these options with other retriever options. */
    public QueryOptions withRetriever(RetrieverOptions changed) {
        return new QueryOptions(changed, postprocessors, synthesizer);
    }

    /** Returns these options with another synthesizer. */
    public QueryOptions withSynthesizer(ResponseSynthesizer changed) {
        return new QueryOptions(retriever, postprocessors, changed);
    }

    /** Returns these options with other postprocessors. */
    public QueryOptions withPostprocessors(NodePostprocessor... changed) {
        return new QueryOptions(retriever, List.of(changed), synthesizer);
    }
}
