package dev.lectern.retrieve;

import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a retriever found. Immutable.
 *
 * @param nodes best first, or in document order where nothing was scored
 * @param embedTime how long the question took to embed; zero where it was not
 * @param searchTime how long the store took
 */
public record Retrieval(List<ScoredNode> nodes, Duration embedTime, Duration searchTime) {

    /** Makes a retrieval; the list is copied. */
    public Retrieval {
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(embedTime, "embedTime");
        Objects.requireNonNull(searchTime, "searchTime");
    }

    /** Makes a retrieval that took no time worth telling. */
    public static Retrieval of(List<ScoredNode> nodes) {
        return new Retrieval(nodes, Duration.ZERO, Duration.ZERO);
    }
}
