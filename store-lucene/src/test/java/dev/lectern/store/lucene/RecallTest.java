package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.StoreQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many of the nearest nodes the graph finds, against all vectors compared. */
class RecallTest {

    private static final long SEED = Long.getLong("lectern.seed", 20_261_125L);

    private static final int NODES = 20_000;
    private static final int CLUSTERS = 200;
    private static final int DIMENSIONS = 48;
    private static final int QUERIES = 100;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({"FLOAT32, .98", "INT8, .95"})
    void search_graph_findsNearlyAllThatAreNearest(VectorEncoding vectors, double floor) {
        Random random = new Random(SEED);
        List<float[]> centers = new ArrayList<>();
        for (int i = 0; i < CLUSTERS; i++) {
            centers.add(gaussians(random));
        }
        LuceneStore.Builder builder =
                LuceneStore.builder(folder.resolve("store")).vectors(vectors);
        try (LuceneStore store = builder.open()) {
            store.upsert(documents(random, centers));
        }

        try (LuceneStore exact = builder.exactUpTo(NODES).openReadOnly();
                LuceneStore graph = builder.exactUpTo(0).openReadOnly()) {
            double recall = 0;
            double filtered = 0;
            for (int i = 0; i < QUERIES; i++) {
                StoreQuery query = StoreQuery.vector(near(random, centers), 10);
                StoreQuery half = query.filteredBy(Filter.lt("ordinal", 500));
                recall += recall(graph.search(query), exact.search(query));
                filtered += recall(graph.search(half), exact.search(half));
            }

            assertThat(recall / QUERIES).as("recall, lectern.seed=%s", SEED).isGreaterThanOrEqualTo(floor);
            assertThat(filtered / QUERIES)
                    .as("recall with a filter, lectern.seed=%s", SEED)
                    .isGreaterThanOrEqualTo(floor);
        }
    }

    private static double recall(List<ScoredNode> found, List<ScoredNode> nearest) {
        assertThat(found).hasSameSizeAs(nearest).hasSize(10);
        Set<ScoredNode> both = new HashSet<>(found);
        both.retainAll(nearest);
        return (double) both.size() / nearest.size();
    }

    private static List<DocumentNodes> documents(Random random, List<float[]> centers) {
        List<DocumentNodes> documents = new ArrayList<>();
        for (int d = 0; d < NODES / 1_000; d++) {
            String id = "d" + d;
            List<Node> nodes = new ArrayList<>();
            List<Embedding> embeddings = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                nodes.add(Node.of(id, i, new Span(0, 0), "", Metadata.of("ordinal", i)));
                embeddings.add(near(random, centers));
            }
            documents.add(new DocumentNodes(Document.of(id, ""), "test", nodes, embeddings));
        }
        return documents;
    }

    private static Embedding near(Random random, List<float[]> centers) {
        float[] values = gaussians(random);
        float[] center = centers.get(random.nextInt(centers.size()));
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] = center[i] + .5f * values[i];
        }
        return Embedding.of(values);
    }

    private static float[] gaussians(Random random) {
        float[] values = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
