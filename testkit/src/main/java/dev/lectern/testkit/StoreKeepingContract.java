package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That what comes back is what was given: ids, texts, metadata and their order, also after the store was closed and opened. */
abstract class StoreKeepingContract extends StoreGeneratedFilterContract {

    /** Ids that are different to the last code unit, and that query languages, paths and encodings could take for one another. */
    private static final List<String> IDS = List.of(
            "a",
            "A",
            "a ",
            " a",
            "a#0",
            "a_1",
            "a*",
            "*",
            "%",
            "a%",
            "_",
            "it's",
            "\"q\"",
            "a+b",
            "a/b",
            "../a",
            "a\\b",
            "a-b",
            "a\u0000",
            "a\n",
            "\u00E9",
            "e\u0301",
            "\u05E9\u05DC\u05D5\u05DD",
            "\uD83C\uDF0A",
            "\uE000",
            "\uFFFD",
            "?",
            "\uD800",
            "\uD801",
            "\uDC00",
            "00000000-0000-4000-8000-000000000000",
            "x".repeat(512),
            "x".repeat(511) + "y",
            "\uD83C\uDF0A".repeat(256),
            "\u6F6E".repeat(512));

    @Test
    void node_metadataOfEveryKind_comesBackUnchanged() { // DS-7
        try (Store store = open()) {
            requireVector();
            DocumentNodes document =
                    Samples.ready("\u05D0\uD83C\uDF0A", Samples.everyKind(), List.of(Samples.UNICODE), List.of(EAST));
            store.upsert(List.of(document));

            assertThat(stored(store)).isEqualTo(document.nodes());
        }
    }

    @Test
    void node_datesAndMissingKeys_comeBackAsTheyWereGiven() { // DS-7
        try (Store store = open()) {
            requireVector();
            Metadata asText = Metadata.of("created_at", "2023-3-5T10:00+01:00");
            Metadata asInstant = Metadata.of("created_at", Instant.parse("2023-03-05T09:00:00.000000001Z"));
            store.upsert(List.of(one("a", asText), one("b", asInstant), one("c", Metadata.empty())));

            assertThat(stored(store)).extracting(Node::metadata).containsExactly(asText, asInstant, Metadata.empty());
        }
    }

    @Test
    void node_generatedMetadata_comesBackUnchanged() { // DS-7
        Seeded.run(random -> {
            try (Store store = open()) {
                requireVector();
                List<DocumentNodes> documents = new FilterCases(random).documents(150);
                store.upsert(documents);

                Map<String, Node> stored = new HashMap<>();
                stored(store).forEach(node -> stored.put(node.id(), node));

                for (DocumentNodes each : documents) {
                    for (Node node : each.nodes()) {
                        assertThat(stored.remove(node.id())).isEqualTo(node);
                    }
                }
                assertThat(stored).isEmpty();
            }
        });
    }

    @Test
    void node_anyText_comesBackUnchanged() {
        try (Store store = open()) {
            requireVector();
            List<String> texts = List.of(
                    "", " ", "\n\r\t", "\u0000", "\uD800", "x\uDC00\uD800y", Samples.UNICODE, "tide ".repeat(40_000));
            List<DocumentNodes> documents = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                documents.add(one("d" + i, texts.get(i), EAST));
            }
            store.upsert(documents);

            assertThat(stored(store)).extracting(Node::text).isEqualTo(texts);
        }
    }

    @Test
    void documents_idsOfAnySigns_areNeverTakenForOneAnother() { // DS-21
        try (Store store = open()) {
            requireVector();
            Map<String, String> versions = new HashMap<>();
            for (String id : IDS) {
                DocumentNodes document = many(id, 2, EAST);
                versions.put(id, document.version());
                store.upsert(List.of(document));
            }
            assertThat(store.documentCount()).isEqualTo(IDS.size());
            assertThat(store.versions(IDS)).isEqualTo(versions);

            for (String id : IDS) {
                if (offers(Capability.LISTING)) {
                    assertThat(store.nodes(id)).isEqualTo(many(id, 2, EAST).nodes());
                }
                if (offers(Capability.FILTER)) {
                    assertThat(matching(store, Filter.eq(Filter.DOCUMENT_ID, id)))
                            .containsExactly(id);
                }
                assertThat(store.delete(Deletion.documents(List.of(id)))).isEqualTo(1);
                versions.remove(id);
                assertThat(store.versions(IDS)).isEqualTo(versions);
            }
            assertThat(store.nodeCount()).isZero();
        }
    }

    @Test
    void documents_pageByPage_comeInOrderOfIdOrAreRefused() {
        try (Store store = open()) {
            Metadata own = Metadata.of("tag", "x");
            DocumentNodes tagged = one("a", own);
            store.upsert(List.of(many("c", 1, EAST), tagged, many("b", 3, EAST)));
            if (!offers(Capability.LISTING)) {
                assertRefused(() -> store.documents(null, 2), Capability.LISTING);
                assertRefused(() -> store.nodes("a"), Capability.LISTING);
                return;
            }

            assertThat(store.documents(null, 2))
                    .containsExactly(
                            new StoredDocument("a", tagged.version(), 1, own),
                            new StoredDocument("b", many("b", 3, EAST).version(), 3, Metadata.empty()));
            assertThat(store.documents("b", 2)).extracting(StoredDocument::id).containsExactly("c");
            assertThat(store.documents("c", 2)).isEmpty();
            assertThat(store.nodes("unknown")).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.documents(null, 0))
                    .withMessageContaining("0");
        }
    }

    @Test
    void documents_manyPages_listEachOnceInOrderOfUtf16() {
        assumeOffered(Capability.LISTING);
        Seeded.run(random -> {
            try (Store store = open()) {
                TreeSet<String> ids = new TreeSet<>(IDS);
                while (ids.size() < 400) {
                    ids.add(id(random));
                }
                store.upsert(ids.stream().map(id -> one(id, "x", EAST)).toList());

                for (int limit : new int[] {1, 7, 400, Integer.MAX_VALUE}) {
                    assertThat(listed(store, limit)).containsExactlyElementsOf(ids);
                }
                String notThere = id(random);
                assertThat(store.documents(notThere, ALL))
                        .as("after %s", notThere)
                        .extracting(StoredDocument::id)
                        .containsExactlyElementsOf(ids.tailSet(notThere, false));
            }
        });
    }

    private static String id(Random random) {
        StringBuilder id = new StringBuilder("d");
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            id.append((char) ("\u0001z\uD7F0\uD800\uDC00\uE000\uFFF0".charAt(random.nextInt(7)) + random.nextInt(3)));
        }
        return id.toString();
    }

    private static List<String> listed(Store store, int limit) {
        List<String> ids = new ArrayList<>();
        @Nullable String last = null;
        List<StoredDocument> page;
        do {
            page = store.documents(last, limit);
            page.forEach(each -> ids.add(each.id()));
            last = ids.isEmpty() ? null : ids.get(ids.size() - 1);
        } while (page.size() == limit);
        return ids;
    }

    @Test
    void reopen_afterChanges_showsWhatWasThere() { // DS-20
        assumeOffered(Capability.PERSISTENT);
        Seeded.run(random -> {
            List<DocumentNodes> documents = new FilterCases(random).documents(80);
            Store store = open();
            try {
                store = reopen(store);
                assertThat(store.documentCount()).as("an empty store").isZero();
                store.upsert(documents);
                store.upsert(List.of(many("d2\uE000", "new", 2, NORTH)));
                store.delete(Deletion.documents(List.of("d0", "d1\uD83C\uDF0A")));
                List<Object> before = everything(store, documents);

                store = reopen(store);

                assertThat(everything(store, documents)).isEqualTo(before);
                store.upsert(documents);
                store = reopen(store);
                assertThat(store.documentCount()).isEqualTo(documents.size());
                assertThat(store.delete(Deletion.everything())).isEqualTo(documents.size());
                store = reopen(store);
                assertThat(store.documentCount()).isZero();
            } finally {
                store.close();
            }
        });
    }

    /** Returns all that can be seen of a store. */
    private List<Object> everything(Store store, List<DocumentNodes> documents) {
        List<String> ids = documents.stream().map(each -> each.document().id()).toList();
        List<Object> seen = new ArrayList<>();
        seen.add(store.documentCount());
        seen.add(store.nodeCount());
        seen.add(store.versions(ids));
        for (StoreQuery query : offered(ALL)) {
            seen.add(store.search(query).stream().map(ScoredNode::node).toList());
        }
        if (offers(Capability.LISTING)) {
            seen.add(store.documents(null, ALL));
            ids.forEach(id -> seen.add(store.nodes(id)));
        }
        return seen;
    }
}
