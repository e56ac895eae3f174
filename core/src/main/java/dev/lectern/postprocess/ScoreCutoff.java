package dev.lectern.postprocess;

import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.List;
import java.util.Objects;

/**
 * Drops nodes that score below a limit; nodes that were never scored stay. Immutable.
 *
 * @param minScore the lowest score that stays, in the unit of the scores that come in: say the search mode beside it, since the
 *     best mode a store has decides about the unit otherwise
 */
public record ScoreCutoff(double minScore) implements NodePostprocessor {

    /**
     * Makes a cut-off.
     *
     * @throws IllegalArgumentException if the limit is not a number
     */
    public ScoreCutoff {
        if (Double.isNaN(minScore)) {
            throw new IllegalArgumentException("minScore must be a number, got: NaN");
        }
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        return nodes.stream()
                .filter(node -> node.kind() == ScoreKind.NONE || node.score() >= minScore)
                .toList();
    }
}
