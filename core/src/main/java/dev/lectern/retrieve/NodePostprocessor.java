package dev.lectern.retrieve;

import dev.lectern.model.Cancellation;
import dev.lectern.store.ScoredNode;
import java.util.List;

/**
 * Changes what was retrieved before an answer is made of it: drops, re-orders, re-scores or adds nodes.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * @implSpec No node comes out twice, and none where none came in. A node that did not come in belongs to a document of one that did. The
 *     list that came in is left as it was. The contract test is {@code NodePostprocessorContract}.
 */
@FunctionalInterface
public interface NodePostprocessor {

    /**
     * Changes retrieved nodes.
     *
     * @param nodes what the retriever, or the postprocessor before this one, gave
     * @return what goes on to the next one, unmodifiable; no node twice
     */
    List<ScoredNode> process(Query query, List<ScoredNode> nodes);

    /**
     * Changes retrieved nodes unless it is cancelled, and tells what that cost and what to know about it.
     *
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, it costs no model call and there is nothing to say. A postprocessor that calls a model overrides this.
     */
    default Processed process(Query query, List<ScoredNode> nodes, Cancellation cancellation) {
        cancellation.check("what was retrieved");
        return Processed.of(process(query, nodes));
    }
}
