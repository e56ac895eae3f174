package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Node;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import org.jspecify.annotations.Nullable;

/** What the scores of a server mean; the API does not say it, and the original's stores differ. */
public enum PluginScores {

    /** Higher is closer, by a measure of the server's own. */
    SIMILARITY,

    /** The cosine, as Lectern's server and the original over Pinecone or Qdrant give it. */
    COSINE,

    /** Lower is closer, as the original over Redis, Chroma or AnalyticDB gives it; turned by changing the sign. */
    DISTANCE;

    /** Returns a score as one that is higher for what is closer. */
    double turned(double score) {
        // Not -score, which would make -0.0 of 0.0.
        return this == DISTANCE ? 0 - score : score;
    }

    ScoredNode scored(Node node, @Nullable Double score) {
        if (score == null) {
            return ScoredNode.unscored(node);
        }
        return new ScoredNode(node, turned(score), this == COSINE ? ScoreKind.COSINE : ScoreKind.REMOTE);
    }
}
