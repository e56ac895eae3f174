package dev.lectern.postprocess;

import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.util.List;
import java.util.Objects;

/**
 * Puts the best nodes at both ends and the worst in the middle, where models with long prompts overlook most.
 *
 * <p>Of five nodes, best first, comes the order 1, 3, 5, 4, 2. Scores stay as they are. Put it last: whoever comes after it takes the
 * order for the ranking, and so does {@link dev.lectern.synthesize.OverflowPolicy#DROP_LOWEST}, which would drop the second best.
 *
 * <p>Stateless, thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2307.03172">Liu et al., Lost in the Middle, 2023, section 2.3</a>
 */
public final class LongContextOrder implements NodePostprocessor {

    private static final LongContextOrder INSTANCE = new LongContextOrder();

    private LongContextOrder() {}

    /** Returns the postprocessor. */
    public static LongContextOrder create() {
        return INSTANCE;
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        ScoredNode[] ordered = new ScoredNode[nodes.size()];
        int front = 0;
        int back = ordered.length;
        for (ScoredNode node : nodes) {
            if (front <= ordered.length - back) {
                ordered[front++] = node;
            } else {
                ordered[--back] = node;
            }
        }
        return List.of(ordered);
    }

    /** Returns the name, for people. */
    @Override
    public String toString() {
        return "LongContextOrder";
    }
}
