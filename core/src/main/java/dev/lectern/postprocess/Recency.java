package dev.lectern.postprocess;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Moves newer nodes up and older ones down; none is dropped.
 *
 * <p>The score becomes {@code (1 - weight) * relevance + weight * freshness}, above 0 to 1, of kind {@link ScoreKind#RERANK}. Relevance
 * goes by the place in which a node came in, evenly from 1 for the first: places work for scores of every kind, and for none. Freshness
 * is 1 for a node of now and halves with each half-life. A node without a date counts as one half-life old, one from the future as new.
 *
 * <p>Immutable.
 *
 * @param halfLife the age at which freshness is a half, more than zero
 * @param weight how much freshness counts, 0 (not at all) to 1 (alone)
 * @param key the metadata key whose instant is the date
 * @param clock says what time it is
 */
public record Recency(Duration halfLife, double weight, String key, InstantSource clock) implements NodePostprocessor {

    /** A month: what people call recent in mail, news and tickets. */
    public static final Duration DEFAULT_HALF_LIFE = Duration.ofDays(30);

    /** Of five nodes a new one climbs two places over old ones. */
    public static final double DEFAULT_WEIGHT = 0.3;

    /** One half-life. */
    private static final double FRESHNESS_WITHOUT_DATE = 0.5;

    /**
     * Makes a postprocessor.
     *
     * @throws IllegalArgumentException if the half-life is not above zero, the weight not within 0 to 1, or the key blank
     */
    public Recency {
        Objects.requireNonNull(clock, "clock");
        if (halfLife.isZero() || halfLife.isNegative()) {
            throw new IllegalArgumentException("halfLife must be more than zero, got: " + halfLife);
        }
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be 0 to 1, got: " + weight);
        }
        if (key.isBlank()) {
            throw new IllegalArgumentException("key must not be blank, got: \"" + key + "\"");
        }
    }

    /** Makes a postprocessor that goes by {@link MetadataKeys#CREATED_AT} and the system's clock. */
    public static Recency of(Duration halfLife) {
        return new Recency(halfLife, DEFAULT_WEIGHT, MetadataKeys.CREATED_AT, InstantSource.system());
    }

    /** Returns this postprocessor with another weight. */
    public Recency withWeight(double changed) {
        return new Recency(halfLife, changed, key, clock);
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        Instant now = clock.instant();
        List<ScoredNode> scored = new ArrayList<>(nodes.size());
        for (ScoredNode node : nodes) {
            double relevance = (double) (nodes.size() - scored.size()) / nodes.size();
            double score = (1 - weight) * relevance + weight * freshness(node.node(), now);
            scored.add(new ScoredNode(node.node(), score, ScoreKind.RERANK));
        }
        scored.sort(Comparator.comparingDouble(ScoredNode::score).reversed());
        return List.copyOf(scored);
    }

    private double freshness(Node node, Instant now) {
        return node.metadata()
                .instant(key)
                .map(date -> Math.pow(0.5, Math.max(0, seconds(date, now)) / seconds(halfLife)))
                .orElse(FRESHNESS_WITHOUT_DATE);
    }

    /** In floating point, since instants may lie further apart than a duration of nanoseconds can say. */
    private static double seconds(Instant from, Instant to) {
        return (double) to.getEpochSecond() - from.getEpochSecond() + (to.getNano() - from.getNano()) / 1e9;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
