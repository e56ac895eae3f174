package dev.lectern.retrieve;

import dev.lectern.failure.Remark;
import dev.lectern.model.TokenUsage;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What postprocessors made of nodes. Immutable.
 *
 * @param nodes what goes on
 * @param modelCalls how often a language model was called
 * @param tokens tokens in and out of it
 * @param modelTime how long that took
 * @param remarks what to know about it; mostly empty
 */
public record Processed(
        List<ScoredNode> nodes, int modelCalls, TokenUsage tokens, Duration modelTime, List<Remark> remarks) {

    /** Makes a result; the lists are copied. */
    public Processed {
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(modelTime, "modelTime");
        remarks = List.copyOf(remarks);
    }

    /** Makes a result that cost nothing. */
    public static Processed of(List<ScoredNode> nodes) {
        return new Processed(nodes, 0, TokenUsage.NONE, Duration.ZERO, List.of());
    }

    /** Returns the nodes of what came next, and the cost and remarks of both. */
    public Processed then(Processed next) {
        List<Remark> both = new ArrayList<>(remarks);
        both.addAll(next.remarks);
        return new Processed(
                next.nodes,
                modelCalls + next.modelCalls,
                tokens.plus(next.tokens),
                modelTime.plus(next.modelTime),
                both);
    }
}
