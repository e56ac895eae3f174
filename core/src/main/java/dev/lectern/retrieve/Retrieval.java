package dev.lectern.retrieve;

import dev.lectern.model.TokenUsage;
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
 * @param modelCalls how often a language model was called to find them; 0 for most retrievers
 * @param tokens tokens in and out of it
 * @param modelTime how long that took
 */
public record Retrieval(
        List<ScoredNode> nodes,
        Duration embedTime,
        Duration searchTime,
        int modelCalls,
        TokenUsage tokens,
        Duration modelTime) {

    /** Makes a retrieval; the list is copied. */
    public Retrieval {
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(embedTime, "embedTime");
        Objects.requireNonNull(searchTime, "searchTime");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(modelTime, "modelTime");
    }

    /** Makes a retrieval that called no language model. */
    public Retrieval(List<ScoredNode> nodes, Duration embedTime, Duration searchTime) {
        this(nodes, embedTime, searchTime, 0, TokenUsage.NONE, Duration.ZERO);
    }

    /** Makes a retrieval that took no time worth telling. */
    public static Retrieval of(List<ScoredNode> nodes) {
        return new Retrieval(nodes, Duration.ZERO, Duration.ZERO);
    }
}
