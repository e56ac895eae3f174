package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.UpsertReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a store holds after documents were added, replaced, deleted and refused. */
abstract class StoreChangesContract extends StoreFixture {

    @Test
    void store_withoutDocuments_isEmpty() { // DS-17, DS-23
        try (Store store = open()) {
            assertThat(store.documentCount()).isZero();
            assertThat(store.nodeCount()).isZero();
            assertThat(store.versions(List.of("a"))).isEmpty();
            assertThat(store.upsert(List.of())).isEqualTo(new UpsertReport(0, 0, 0));
            assertThat(store.delete(Deletion.everything())).isZero();
            assertThat(store.delete(Deletion.documents(List.of("a")))).isZero();
            for (StoreQuery query : offered(3)) {
                assertThat(store.search(query)).as("%s", query).isEmpty();
            }
        }
    }

    @Test
    void upsert_newDocument_isCountedAndVersioned() {
        try (Store store = open()) {
            DocumentNodes document = one("a", "tide", EAST);

            UpsertReport report = store.upsert(List.of(document));

            assertThat(report).isEqualTo(new UpsertReport(1, 0, 1));
            assertThat(store.versions(List.of("a", "b"))).isEqualTo(Map.of("a", document.version()));
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_severalDocuments_keepsEachUnderItsIdWithItsNodesInOrder() { // DS-1
        try (Store store = open()) {
            List<DocumentNodes> batch = List.of(many("c", 2, EAST), many("a", 12, EAST), many("b", 1, EAST));

            store.upsert(batch);

            assertThat(store.versions(List.of("b", "c", "a"))).containsOnlyKeys("a", "b", "c");
            for (DocumentNodes each : offers(Capability.LISTING) ? batch : List.<DocumentNodes>of()) {
                assertThat(store.nodes(each.document().id())).isEqualTo(each.nodes());
            }
        }
    }

    @Test
    void upsert_knownId_replacesAllItsNodes() { // DS-5, DS-6
        try (Store store = open()) {
            requireVector();
            DocumentNodes shorter = many("a", "new", 2, NORTH);
            store.upsert(List.of(many("a", "old", 5, EAST), many("b", 1, EAST)));

            UpsertReport report = store.upsert(List.of(shorter));

            assertThat(report).isEqualTo(new UpsertReport(0, 1, 2));
            assertThat(store.documentCount()).isEqualTo(2);
            assertThat(store.nodeCount()).isEqualTo(3);
            assertThat(stored(store)).hasSize(3).containsAll(shorter.nodes());
            assertThat(found(store, StoreQuery.vector(NORTH, 2))).containsExactly("a", "a");
        }
    }

    @Test
    void upsert_newAndKnownIdsTogether_addsAndReplaces() {
        try (Store store = open()) {
            requireVector();
            store.upsert(List.of(many("a", "old", 3, EAST), many("b", "old", 3, EAST)));
            List<DocumentNodes> batch =
                    List.of(many("c", "new", 1, EAST), many("a", "new", 2, EAST), many("d", "new", 4, EAST));

            UpsertReport report = store.upsert(batch);

            assertThat(report).isEqualTo(new UpsertReport(2, 1, 7));
            assertThat(store.documentCount()).isEqualTo(4);
            assertThat(stored(store))
                    .extracting(Node::documentId)
                    .filteredOn("a"::equals)
                    .hasSize(2);
            assertThat(stored(store))
                    .extracting(Node::text)
                    .filteredOn(text -> text.startsWith("old"))
                    .hasSize(3);
        }
    }

    @Test
    void upsert_sameIdTwiceInBatch_keepsTheLater() {
        try (Store store = open()) {
            DocumentNodes later = one("a", "later", NORTH);

            UpsertReport report = store.upsert(List.of(one("a", "earlier", EAST), later));

            assertThat(report).isEqualTo(new UpsertReport(1, 0, 1));
            assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", later.version()));
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_otherDimensions_isRefusedWithBothAndChangesNothing() { // DS-24, DS-28
        try (Store store = open()) {
            requireVector();
            DocumentNodes stored = one("a", "tide", EAST);
            store.upsert(List.of(stored));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.upsert(List.of(one("a", "new", Embedding.of(1, 2)))))
                    .withMessageContaining("3")
                    .withMessageContaining("2");

            assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", stored.version()));
            assertThat(store.nodeCount()).isEqualTo(1);
            assertThat(store.upsert(List.of(one("a", "new", NORTH)))).isEqualTo(new UpsertReport(0, 1, 1));
            assertThat(found(store, StoreQuery.vector(NORTH, 9))).containsExactly("a");
        }
    }

    @Test
    void upsert_modelThatFails_leavesTheEarlierVersion() { // DS-26
        try (Store store = open();
                FakeEmbeddingModel model = FakeEmbeddingModel.create(3)) {
            int tooLong = model.maxTokens() + 1;
            IngestPipeline pipeline = IngestPipeline.builder(
                            store, SentenceSplitter.byTokens(model.tokenizer(), tooLong, 0), model)
                    .build();
            pipeline.run(List.of(Document.of("a", "The tide turns.")));
            Map<String, String> before = store.versions(List.of("a"));

            assertThatThrownBy(() -> pipeline.run(List.of(Document.of("a", "tide ".repeat(tooLong)))))
                    .isInstanceOf(EmbedException.class);

            assertThat(before).containsOnlyKeys("a");
            assertThat(store.versions(List.of("a"))).isEqualTo(before);
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_tenThousandNodesInOneDocument_keepsAll() { // DS-30
        try (Store store = open()) {
            DocumentNodes large = many("a", 10_000, EAST);

            store.upsert(List.of(large, many("b", 1, EAST)));

            assertThat(store.nodeCount()).isEqualTo(10_001);
            if (offers(Capability.LISTING)) {
                assertThat(store.nodes("a")).isEqualTo(large.nodes());
            }
            assertThat(store.delete(Deletion.documents(List.of("a")))).isEqualTo(1);
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_wholeDocument_isTakenOrRefusedAndNothingChanges() {
        try (Store store = open()) {
            DocumentNodes stored = one("a", "tide", EAST);
            DocumentNodes whole = DocumentNodes.whole(Document.of("a", "The tide turns."));
            store.upsert(List.of(stored));

            if (!offers(Capability.OWN_EMBEDDING)) {
                assertRefused(() -> store.upsert(List.of(one("b", "tide", EAST), whole)), Capability.OWN_EMBEDDING);
                assertThat(store.versions(List.of("a", "b"))).isEqualTo(Map.of("a", stored.version()));
                assertThat(store.nodeCount()).isEqualTo(1);
                return;
            }
            assertThat(store.upsert(List.of(whole)).replaced()).isEqualTo(1);
            assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", whole.version()));
        }
    }

    @Test
    void upsert_documentWithoutNodes_isKeptAndVersioned() { // DS-29
        try (Store store = open()) {
            DocumentNodes blank = new DocumentNodes(Document.of("blank", " "), "test", List.of(), List.of());

            UpsertReport report = store.upsert(List.of(blank));

            assertThat(report).isEqualTo(new UpsertReport(1, 0, 0));
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.nodeCount()).isZero();
            assertThat(store.versions(List.of("blank"))).isEqualTo(Map.of("blank", blank.version()));
            assertThat(store.delete(Deletion.documents(List.of("blank")))).isEqualTo(1);
            assertThat(store.documentCount()).isZero();
        }
    }

    @Test
    void delete_byId_removesThatDocumentOnly() { // DS-14, DS-17
        try (Store store = open()) {
            requireVector();
            store.upsert(List.of(many("a", 3, EAST), many("b", 2, NORTH)));

            long gone = store.delete(Deletion.documents(List.of("a", "unknown")));

            assertThat(gone).isEqualTo(1);
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.nodeCount()).isEqualTo(2);
            assertThat(stored(store)).extracting(Node::documentId).containsExactly("b", "b");
            assertThat(store.delete(Deletion.documents(List.of("a")))).isZero();
            assertThat(store.delete(Deletion.documents(List.of()))).isZero();
        }
    }

    @Test
    void delete_everything_leavesAnEmptyStoreThatTakesMore() { // DS-18
        try (Store store = open()) {
            store.upsert(List.of(many("a", "harbour", 3, EAST), many("b", 2, NORTH)));

            assertThat(store.delete(Deletion.everything())).isEqualTo(2);

            assertThat(store.documentCount()).isZero();
            assertThat(store.nodeCount()).isZero();
            assertThat(store.versions(List.of("a", "b"))).isEmpty();
            for (StoreQuery query : offered(3)) {
                assertThat(store.search(query)).as("%s", query).isEmpty();
            }
            assertThat(store.upsert(List.of(one("a", "harbour", EAST)))).isEqualTo(new UpsertReport(1, 0, 1));
            for (StoreQuery query : offered(3)) {
                assertThat(found(store, query)).as("%s", query).containsExactly("a");
            }
        }
    }

    @Test
    void changes_generated_addUpToWhatIsStored() {
        Seeded.run(random -> {
            try (Store store = open()) {
                requireVector();
                Map<String, DocumentNodes> expected = new TreeMap<>();
                for (int round = 0; round < 60; round++) {
                    List<DocumentNodes> batch = new ArrayList<>();
                    for (int i = random.nextInt(5); i > 0; i--) {
                        batch.add(many("d" + random.nextInt(12), "round " + round, random.nextInt(4), EAST));
                    }
                    store.upsert(batch);
                    batch.forEach(each -> expected.put(each.document().id(), each));
                    List<String> unwanted = List.of("d" + random.nextInt(12), "d" + random.nextInt(12));
                    store.delete(Deletion.documents(unwanted));
                    expected.keySet().removeAll(unwanted);

                    assertThat(store.documentCount()).as("round %d", round).isEqualTo(expected.size());
                    assertThat(stored(store))
                            .as("round %d", round)
                            .containsExactlyInAnyOrderElementsOf(expected.values().stream()
                                    .flatMap(each -> each.nodes().stream())
                                    .toList());
                }
            }
        });
    }
}
