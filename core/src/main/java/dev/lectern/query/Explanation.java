package dev.lectern.query;

import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.SynthesisPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an answer would be made of. Immutable.
 *
 * @param nodes what was retrieved and processed, numbered from 1 in this order
 * @param plan the model calls that an answer would take
 * @param notes what an answer takes beside, or may take instead, as sentences; an engine around another cannot know what a model will choose or write
 */
public record Explanation(List<ScoredNode> nodes, SynthesisPlan plan, List<String> notes) {

    /** Makes an explanation; the lists are copied. */
    public Explanation {
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(plan, "plan");
        notes = List.copyOf(notes);
    }

    /** Makes an explanation without notes. */
    public Explanation(List<ScoredNode> nodes, SynthesisPlan plan) {
        this(nodes, plan, List.of());
    }

    /** Returns this explanation with more notes before its own. */
    public Explanation noting(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(notes);
        return new Explanation(nodes, plan, all);
    }

    /** Returns mode, number of calls and tokens of the plan in one line, for people. */
    public String summary() {
        return plan.explain().lines().findFirst().orElse("");
    }
}
