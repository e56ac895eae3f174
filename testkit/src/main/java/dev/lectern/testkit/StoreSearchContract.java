package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lectern.embed.Embedding;
import dev.lectern.store.Capability;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every search gives, and what one by vector finds: exactly up to 1,000 nodes, above which it may be approximate. */
abstract class StoreSearchContract extends StoreChangesContract {

    /** Lengths of vectors: usual ones, and those whose squares are beyond what a float, or its normal form, holds. */
    private static final float[] LENGTHS = {1, 1, 1, 0.001f, 1_000, 0x1p-70f, 0x1p60f, 0x1p-132f, 0x1p123f, 0};

    private static final double TOLERANCE = 1e-6;

    @Test
    void search_byVector_givesBestFirstOrIsRefused() { // DS-3
        try (Store store = open()) {
            store.upsert(List.of(one("far", "x", NORTH), one("near", "y", EAST), one("middle", "z", BETWEEN)));

            StoreQuery query = StoreQuery.vector(EAST, 2);

            if (!offers(Capability.VECTOR_SEARCH)) {
                assertRefused(() -> store.search(query), Capability.VECTOR_SEARCH);
                return;
            }
            assertThat(found(store, query)).containsExactly("near", "middle");
        }
    }

    @Test
    void search_byVector_scoresAreCosines() { // DS-4
        try (Store store = open()) {
            requireVector();
            store.upsert(List.of(
                    one("a", "same", EAST),
                    one("b", "orthogonal", NORTH),
                    one("c", "opposite", Embedding.of(-2, 0, 0)),
                    one("d", "none", Embedding.of(0, 0, 0))));

            List<ScoredNode> found = store.search(StoreQuery.vector(EAST, 4));

            assertThat(found).extracting(each -> each.node().documentId()).containsExactly("a", "b", "d", "c");
            assertThat(found.get(0).score()).isCloseTo(1, within(TOLERANCE));
            assertThat(found.get(1).score()).isCloseTo(0, within(TOLERANCE));
            assertThat(found.get(2).score()).isCloseTo(0, within(TOLERANCE));
            assertThat(found.get(3).score()).isCloseTo(-1, within(TOLERANCE));
            assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.COSINE);
        }
    }

    @Test
    void search_vectorsOfAnyLength_agreesWithTheCosineOfEach() { // DS-3, DS-4
        Seeded.run(random -> {
            for (int dimensions : new int[] {1, 2, 17, 384}) {
                try (Store store = open()) {
                    requireVector();
                    List<Embedding> vectors = new ArrayList<>();
                    List<DocumentNodes> documents = new ArrayList<>();
                    for (int i = 0; i < 250; i++) {
                        Embedding vector = vector(random, dimensions);
                        documents.add(one("d" + i, "x", vector));
                        vectors.add(vector);
                    }
                    store.upsert(documents);
                    for (int round = 0; round < 12; round++) {
                        Embedding query = round < 2 ? vectors.get(round) : vector(random, dimensions);
                        assertAgrees(store, query, vectors);
                    }
                }
            }
        });
    }

    private static void assertAgrees(Store store, Embedding query, List<Embedding> vectors) {
        List<ScoredNode> all = store.search(StoreQuery.vector(query, ALL));
        List<ScoredNode> best = store.search(StoreQuery.vector(query, 10));

        assertThat(all).hasSize(vectors.size());
        assertInOrder(all);
        assertInOrder(best);
        double tenth = vectors.stream()
                .map(query::cosine)
                .sorted(Comparator.reverseOrder())
                .toList()
                .get(9);
        assertThat(best).hasSize(10).allMatch(each -> each.score() >= tenth - TOLERANCE);
        for (ScoredNode each : all) {
            int number = Integer.parseInt(each.node().documentId().substring(1));
            assertThat(each.score())
                    .as("score of %s", each.node())
                    .isCloseTo(query.cosine(vectors.get(number)), within(TOLERANCE));
        }
    }

    private static Embedding vector(Random random, int dimensions) {
        float length = LENGTHS[random.nextInt(LENGTHS.length)];
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (random.nextGaussian() * length);
        }
        return Embedding.of(values);
    }

    @Test
    void search_anyMode_givesAsManyAsAskedForOrAsThereAre() { // DS-2
        try (Store store = open()) {
            store.upsert(List.of(many("a", "harbour", 3, EAST), many("b", "harbour", 4, BETWEEN)));

            for (int topK : new int[] {1, 6, 7, 8, Integer.MAX_VALUE}) {
                for (StoreQuery query : offered(topK)) {
                    assertThat(store.search(query)).as("%s", query).hasSize(Math.min(topK, 7));
                }
            }
        }
    }

    @Test
    void search_anyModeAndEqualNodes_areOrderedByNodeId() { // DS-27
        try (Store store = open()) {
            store.upsert(List.of(one("c", "harbour", EAST), one("a", "harbour", EAST)));
            store.upsert(List.of(one("d", "harbour", EAST), one("b", "harbour", EAST)));

            // By vector and by words "a" comes first, so it does where both are joined.
            for (StoreQuery query : offered(3)) {
                List<ScoredNode> found = store.search(query);

                assertThat(found)
                        .as("%s", query)
                        .extracting(each -> each.node().id())
                        .containsExactly("a#0", "b#0", "c#0");
                assertThat(store.search(query)).isEqualTo(found);
                assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    void search_otherDimensions_isRefused() { // DS-28
        try (Store store = open()) {
            requireVector();
            store.upsert(List.of(one("a", "x", EAST)));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.search(StoreQuery.vector(Embedding.of(1, 2), 1)))
                    .withMessageContaining("3")
                    .withMessageContaining("2");
            assertThat(found(store, StoreQuery.vector(EAST, 1))).containsExactly("a");
        }
    }
}
