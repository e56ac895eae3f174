package dev.lectern.postprocess;

import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.TokenSpans;
import dev.lectern.ingest.EmbeddedText;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Chooses nodes that are close to the question and unlike those chosen before: maximal marginal relevance.
 *
 * <p>The next node is the one with the most {@code lambda * cos(node, question) - (1 - lambda) * max cos(node, chosen)}; of equals the
 * one that came in first. Nodes come in the order of choice and keep their scores. Retrieve more nodes than you keep, four times as many
 * for instance, or there is nothing to choose from.
 *
 * <p>Cost: the question and all nodes are embedded each time, since stores do not hand out their vectors; over a
 * {@link dev.lectern.embed.cache.CachingEmbeddingModel} the nodes of an index are embedded once. Of a text longer than the model reads,
 * the beginning counts.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 *
 * @see <a href="https://doi.org/10.1145/290941.291025">Carbonell and Goldstein, The use of MMR, 1998, section 2</a>
 */
public final class MarginalRelevance implements NodePostprocessor {

    /** What the paper names for a search that has its aim, against 0.3 for a first look around. */
    public static final double DEFAULT_LAMBDA = 0.7;

    private final EmbeddingModel model;
    private final int keep;
    private final double lambda;

    private MarginalRelevance(EmbeddingModel model, int keep, double lambda) {
        this.model = model;
        this.keep = keep;
        this.lambda = lambda;
    }

    /**
     * Makes a postprocessor.
     *
     * @param keep how many nodes to choose at most, 1 or more
     */
    public static MarginalRelevance create(EmbeddingModel model, int keep) {
        return create(model, keep, DEFAULT_LAMBDA);
    }

    /**
     * Makes a postprocessor.
     *
     * @param keep how many nodes to choose at most, 1 or more
     * @param lambda how much closeness to the question counts against unlikeness, 0 to 1; 1 goes by the question alone
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static MarginalRelevance create(EmbeddingModel model, int keep, double lambda) {
        Objects.requireNonNull(model, "model");
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be 1 or more, got: " + keep);
        }
        if (!(lambda >= 0 && lambda <= 1)) {
            throw new IllegalArgumentException("lambda must be 0 to 1, got: " + lambda);
        }
        return new MarginalRelevance(model, keep, lambda);
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        if (nodes.size() < 2) {
            return List.copyOf(nodes);
        }
        Embedding question = model.embedQuery(beginning(query.text()));
        List<Embedding> vectors = model.embedDocuments(
                nodes.stream().map(ScoredNode::node).map(this::text).toList());
        double[] relevance = vectors.stream().mapToDouble(question::cosine).toArray();
        double[] likeness = new double[nodes.size()];
        List<ScoredNode> chosen = new ArrayList<>();
        boolean[] taken = new boolean[nodes.size()];
        while (chosen.size() < Math.min(keep, nodes.size())) {
            int next = best(relevance, likeness, taken);
            taken[next] = true;
            if (chosen.isEmpty()) {
                Arrays.fill(likeness, -1);
            }
            chosen.add(nodes.get(next));
            for (int i = 0; i < likeness.length; i++) {
                likeness[i] = Math.max(likeness[i], vectors.get(i).cosine(vectors.get(next)));
            }
        }
        return List.copyOf(chosen);
    }

    private int best(double[] relevance, double[] likeness, boolean[] taken) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < taken.length; i++) {
            double value = lambda * relevance[i] - (1 - lambda) * likeness[i];
            if (!taken[i] && value > most) {
                best = i;
                most = value;
            }
        }
        return best;
    }

    private String text(Node node) {
        return beginning(EmbeddedText.of(node, model));
    }

    private String beginning(String text) {
        TokenSpans tokens = model.tokenizer().tokenize(text);
        String fitting = text;
        for (int size = model.maxTokens(); size > 0 && model.tokenizer().count(fitting) > model.maxTokens(); size--) {
            fitting = text.substring(
                    0, tokens.end(size - 1)); // a text that was cut may have more tokens than it had before
        }
        return fitting;
    }

    /** Returns the name and the options, for people. */
    @Override
    public String toString() {
        return "MarginalRelevance[keep " + keep + ", lambda " + lambda + ", " + model.name() + "]";
    }
}
