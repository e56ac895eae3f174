package dev.lectern.retrieve;

import dev.lectern.store.ScoredNode;
import java.util.List;

/**
 * Changes what was retrieved before an answer is made of it: drops, re-orders or re-scores nodes.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
@FunctionalInterface
public interface NodePostprocessor {

    /**
     * Changes retrieved nodes.
     *
     * @param nodes what the retriever, or the postprocessor before this one, gave
     * @return what goes on to the next one; no node twice
     */
    List<ScoredNode> process(Query query, List<ScoredNode> nodes);
}
