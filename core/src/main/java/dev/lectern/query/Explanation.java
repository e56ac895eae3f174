package dev.lectern.query;

import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.SynthesisPlan;
import java.util.List;
import java.util.Objects;

/**
 * What an answer would be made of. Immutable.
 *
 * @param nodes what was retrieved and processed, numbered from 1 in this order
 * @param plan the model calls that an answer would take
 */
public record Explanation(List<ScoredNode> nodes, SynthesisPlan plan) {

    /** Makes an explanation; the list is copied. */
    public Explanation {
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(plan, "plan");
    }
}
