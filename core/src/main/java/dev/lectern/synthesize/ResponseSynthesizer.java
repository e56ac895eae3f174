package dev.lectern.synthesize;

import dev.lectern.model.Cancellation;
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

    /**
     * Makes an answer unless it is cancelled.
     *
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, model calls under way are not ended.
     */
    default Response synthesize(Query query, List<ScoredNode> nodes, Cancellation cancellation) {
        cancellation.check(AnswerEvent.SUBJECT);
        Response response = synthesize(query, nodes);
        cancellation.check(AnswerEvent.SUBJECT);
        return response;
    }

    /**
     * Makes an answer and tells of it on the way: {@link AnswerEvent.Sources} once and first, then pieces of text and stages.
     *
     * <p>The pieces since the last {@link AnswerEvent.Restart}, joined, are the text of the response. {@link AnswerEvent.Cost} and
     * {@link AnswerEvent.Done} are left to whoever holds the whole route.
     *
     * @param listener is told on the calling thread; what it throws ends the answer
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, the text comes in one piece.
     */
    default Response stream(Query query, List<ScoredNode> nodes, AnswerListener listener, Cancellation cancellation) {
        listener.on(new AnswerEvent.Sources(nodes));
        Response response = synthesize(query, nodes, cancellation);
        if (!response.text().isEmpty()) {
            listener.on(new AnswerEvent.Text(response.text()));
        }
        return response;
    }

    /**
     * Returns what an answer would take, without calling a model.
     *
     * @throws UnsupportedOperationException if this synthesizer cannot tell, as unless overridden
     */
    default SynthesisPlan plan(Query query, List<ScoredNode> nodes) {
        throw new UnsupportedOperationException("Could not plan the answer: "
                + getClass().getSimpleName() + " does not tell its calls before it makes them.");
    }

    /** Returns the modes that {@link #of} makes: all. */
    static Set<ResponseMode> available() {
        return EnumSet.allOf(ResponseMode.class);
    }

    /**
     * Makes the synthesizer of a mode with its defaults; {@link ModeSynthesizer#builder} takes options.
     *
     * @param model answers; stays the caller's to close
     */
    static ResponseSynthesizer of(ResponseMode mode, LanguageModel model) {
        return ModeSynthesizer.create(mode, model);
    }
}
