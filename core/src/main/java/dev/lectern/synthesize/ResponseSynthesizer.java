package dev.lectern.synthesize;

import dev.lectern.model.LanguageModel;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes an answer of a question and the nodes found for it.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * @implSpec Sources of the response are the nodes, numbered from 1 in the order they came in. Without nodes no model is called and the
 *     status is {@link ResponseStatus#NO_CONTEXT}. Quotes name characters of the nodes. The contract test is
 *     {@code ResponseSynthesizerContract}.
 */
@FunctionalInterface
public interface ResponseSynthesizer {

    /**
     * Makes an answer.
     *
     * @param nodes best first
     * @throws SynthesisException if the question does not fit into the model's window
     * @throws dev.lectern.model.ModelException if the model fails
     */
    Response synthesize(Query query, List<ScoredNode> nodes);

    /** Returns the modes that {@link #of} makes today. */
    static Set<ResponseMode> available() {
        return EnumSet.of(ResponseMode.COMPACT);
    }

    /**
     * Makes the synthesizer of a mode with its defaults.
     *
     * @param model answers; stays the caller's to close
     * @throws UnsupportedOperationException if the mode is not {@link #available}
     */
    static ResponseSynthesizer of(ResponseMode mode, LanguageModel model) {
        if (mode == ResponseMode.COMPACT) {
            return CompactSynthesizer.create(model);
        }
        throw new UnsupportedOperationException(
                "Could not make a synthesizer for mode " + mode + ": available are " + available() + ".");
    }
}
