package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.FilterEvaluator;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a filter keeps and deletes: what {@link FilterEvaluator} says, before the best are chosen. */
abstract class StoreFilterContract extends StoreWordsContract {

    private static final Instant DAY = Instant.parse("2023-03-05T00:00:00Z");

    @Test
    void search_filterWithoutTheCapability_isRefused() {
        try (Store store = open()) {
            requireVector();
            store.upsert(List.of(one("a", Metadata.of("tag", "x"))));
            Filter filter = Filter.eq("tag", "x");

            if (!offers(Capability.FILTER)) {
                assertRefused(() -> store.search(offered(1).get(0).filteredBy(filter)), Capability.FILTER);
                assertRefused(() -> store.delete(Deletion.matching(filter)), Capability.FILTER);
                return;
            }
            assertThat(matching(store, filter)).containsExactly("a");
        }
    }

    @Test
    void search_anyModeWithFilter_filtersBeforeTheBestAreChosen() { // DS-10
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            List<DocumentNodes> documents = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                documents.add(
                        Samples.ready("best" + i, Metadata.of("tag", "x"), List.of("harbour harbour"), List.of(EAST)));
            }
            documents.add(
                    Samples.ready("worse", Metadata.of("tag", "y"), List.of("a harbour and a pier"), List.of(BETWEEN)));
            store.upsert(documents);

            for (StoreQuery query : offered(1)) {
                assertThat(found(store, query.filteredBy(Filter.eq("tag", "y"))))
                        .as("%s", query)
                        .containsExactly("worse");
                assertThat(found(store, query.filteredBy(Filter.eq("tag", "z"))))
                        .as("%s", query)
                        .isEmpty();
            }
        }
    }

    @Test
    void search_severalFiltersOneAfterAnother_eachKeepsItsOwn() { // DS-13
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            store.upsert(List.of(one("a", Metadata.of("tag", "x")), one("b", Metadata.of("tag", "y"))));

            for (int round = 0; round < 3; round++) {
                assertThat(matching(store, Filter.eq("tag", "x"))).containsExactly("a");
                assertThat(matching(store, Filter.eq("tag", "y"))).containsExactly("b");
                assertThat(matching(store, Filter.and())).containsExactly("a", "b");
            }
        }
    }

    @Test
    void filter_eachFieldAloneAndAllTogether_keepsWhatHasThem() { // DS-8
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            List<DocumentNodes> documents = fieldCases();
            store.upsert(documents);
            List<Filter> fields = fieldFilters();

            for (int chosen = 0; chosen < 1 << fields.size(); chosen++) {
                List<Filter> parts = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    if ((chosen >> i & 1) == 1) {
                        parts.add(fields.get(i));
                    }
                }
                Filter filter = new Filter.And(parts);
                assertThat(matching(store, filter))
                        .as("%s", filter)
                        .containsExactlyInAnyOrderElementsOf(expected(documents, filter));
            }
            assertThat(matching(store, new Filter.And(fields))).containsExactly("email/7/Ada/2023-03-05T00:00:00Z");
        }
    }

    @Test
    void delete_byEachField_removesWhatHasIt() { // DS-15
        for (Filter field : fieldFilters()) {
            try (Store store = open()) {
                assumeOffered(Capability.FILTER);
                List<DocumentNodes> documents = fieldCases();
                store.upsert(documents);
                Set<String> gone = expected(documents, field);

                assertThat(store.delete(Deletion.matching(field)))
                        .as("%s", field)
                        .isEqualTo(gone.size());

                assertThat(store.documentCount()).isEqualTo(documents.size() - gone.size());
                assertThat(matching(store, Filter.and())).doesNotContainAnyElementsOf(gone);
            }
        }
    }

    /** One document for each combination of fields, some of which are missing; the id says which they are. */
    private static List<DocumentNodes> fieldCases() {
        List<DocumentNodes> documents = new ArrayList<>();
        for (String source : List.of("email", "chat", "-")) {
            for (String sourceId : List.of("7", "-")) {
                for (String author : List.of("Ada", "ada", "-")) {
                    for (Instant created : List.of(DAY, DAY.minusNanos(1), DAY.plusNanos(1), Instant.MIN)) {
                        Metadata.Builder fields = Metadata.builder();
                        setUnless("-", source, "source", fields);
                        setUnless("-", sourceId, "source_id", fields);
                        setUnless("-", author, "author", fields);
                        setUnless(Instant.MIN, created, "created_at", fields);
                        documents.add(one(source + "/" + sourceId + "/" + author + "/" + created, fields.build()));
                    }
                }
            }
        }
        return documents;
    }

    private static void setUnless(Object missing, Object value, String key, Metadata.Builder fields) {
        if (!value.equals(missing)) {
            fields.set(key, value);
        }
    }

    private static List<Filter> fieldFilters() {
        return List.of(
                Filter.eq(Filter.DOCUMENT_ID, "email/7/Ada/" + DAY),
                Filter.eq("source", "email"),
                Filter.eq("source_id", "7"),
                Filter.eq("author", "Ada"),
                Filter.gte("created_at", DAY),
                Filter.lte("created_at", DAY));
    }

    @Test
    void filter_missingKey_matchesOnlyNegations() { // DS-9, DS-12
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            store.upsert(List.of(one("none", Metadata.empty()), one("old", Metadata.of("created_at", Instant.MIN))));

            assertThat(matching(store, Filter.eq("created_at", ""))).isEmpty();
            assertThat(matching(store, Filter.eq("created_at", 0))).isEmpty();
            assertThat(matching(store, Filter.gte("created_at", Instant.MIN))).containsExactly("old");
            assertThat(matching(store, Filter.lte("created_at", DAY))).containsExactly("old");
            assertThat(matching(store, Filter.exists("created_at"))).containsExactly("old");
            assertThat(matching(store, Filter.not(Filter.exists("created_at")))).containsExactly("none");
            assertThat(matching(store, Filter.ne("created_at", Instant.MIN))).containsExactly("none");
        }
    }

    @Test
    void filter_instants_areInclusiveToTheNanosecondOfAnyYear() { // DS-11
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            store.upsert(List.of(
                    one("1929", Metadata.of("at", Instant.parse("1929-10-29T00:00:00Z"))),
                    one("before", Metadata.of("at", DAY.minusNanos(1))),
                    one("day", Metadata.of("at", DAY)),
                    one("after", Metadata.of("at", DAY.plusNanos(1))),
                    one("3021", Metadata.of("at", Instant.parse("3021-01-01T00:00:00Z")))));

            assertThat(matching(store, Filter.gte("at", DAY))).containsExactlyInAnyOrder("day", "after", "3021");
            assertThat(matching(store, Filter.gt("at", DAY))).containsExactlyInAnyOrder("after", "3021");
            assertThat(matching(store, Filter.lte("at", DAY))).containsExactlyInAnyOrder("1929", "before", "day");
            assertThat(matching(store, Filter.lt("at", DAY))).containsExactlyInAnyOrder("1929", "before");
            assertThat(matching(store, Filter.eq("at", Instant.parse("2023-03-05T01:00:00+01:00"))))
                    .containsExactly("day");
            assertThat(matching(store, Filter.lt("at", Instant.EPOCH))).containsExactly("1929");
            assertThat(matching(store, Filter.eq("at", "2023-03-05T00:00:00Z"))).isEmpty();
        }
    }

    @Test
    void filter_valuesOfAnySigns_areTakenLiterally() { // DS-22
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            List<String> values = List.of(
                    "it's",
                    "\"",
                    "A%",
                    "A_",
                    "A*",
                    "A?",
                    "\\",
                    "a\\b",
                    "x' OR '1'='1",
                    "a AND b",
                    "[1 TO 2]",
                    "*:*",
                    "{}",
                    "$ne",
                    "null",
                    "",
                    " ",
                    "\n",
                    "\u0000",
                    "\uD83C\uDF0A");
            List<DocumentNodes> documents = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                documents.add(one("d" + i, Metadata.of("author", values.get(i))));
            }
            documents.add(one("plain", Metadata.of("author", "Ada")));
            store.upsert(documents);

            for (int i = 0; i < values.size(); i++) {
                assertThat(matching(store, Filter.eq("author", values.get(i)))).containsExactly("d" + i);
            }
            assertThat(matching(store, Filter.contains("author", "%"))).containsExactly("d2");
            assertThat(matching(store, Filter.contains("author", "*"))).containsExactlyInAnyOrder("d4", "d11");
        }
    }

    @Test
    void filter_textsLongerThanIndexesTake_areComparedWhole() {
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            String same = "tide ".repeat(8_000);
            store.upsert(List.of(
                    one("a", Metadata.of("note", same + "a")),
                    one("b", Metadata.of("note", same + "b")),
                    one("list", Metadata.of("note", List.of(same + "a")))));

            assertThat(matching(store, Filter.eq("note", same + "a"))).containsExactly("a");
            assertThat(matching(store, Filter.eq("note", same))).isEmpty();
            assertThat(matching(store, Filter.in("note", List.of(same, same + "b"))))
                    .containsExactly("b");
            assertThat(matching(store, Filter.gt("note", same + "a"))).containsExactly("b");
            assertThat(matching(store, Filter.lte("note", same + "a"))).containsExactly("a");
            assertThat(matching(store, Filter.contains("note", "tide b"))).containsExactly("b");
            assertThat(matching(store, Filter.contains("note", same + "a"))).containsExactlyInAnyOrder("a", "list");
            assertThat(matching(store, Filter.exists("note"))).hasSize(3);
        }
    }

    @Test
    void delete_idsAndCondition_areOneFilter() { // DS-16
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            store.upsert(List.of(
                    one("a", Metadata.of("tag", "x")),
                    one("b", Metadata.of("tag", "x")),
                    one("c", Metadata.of("tag", "y")),
                    one("d", Metadata.of("tag", "y"))));
            Filter ids = Filter.in(Filter.DOCUMENT_ID, List.of("a", "c", "unknown"));

            assertThat(store.delete(Deletion.matching(Filter.and(ids, Filter.eq("tag", "x")))))
                    .isEqualTo(1);
            assertThat(store.versions(List.of("a", "b", "c", "d"))).containsOnlyKeys("b", "c", "d");
            assertThat(store.delete(Deletion.matching(Filter.or(ids, Filter.eq("tag", "x")))))
                    .isEqualTo(2);
            assertThat(store.versions(List.of("a", "b", "c", "d"))).containsOnlyKeys("d");
        }
    }

    @Test
    void delete_filterWithoutCondition_removesNothing() { // DS-19
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            store.upsert(List.of(one("a", Metadata.of("tag", "x"))));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Deletion.matching(Filter.and()))
                    .withMessageContaining("everything()");
            assertThat(store.delete(Deletion.matching(Filter.or()))).isZero();
            assertThat(store.delete(Deletion.matching(Filter.in("tag", List.of()))))
                    .isZero();
            assertThat(store.delete(Deletion.matching(Filter.exists("unknown"))))
                    .isZero();
            assertThat(store.documentCount()).isEqualTo(1);
        }
    }

    @Test
    void delete_oneNodeMatches_removesTheWholeDocument() {
        try (Store store = open()) {
            assumeOffered(Capability.FILTER);
            DocumentNodes pages = many("a", 2, EAST);
            Node second = pages.nodes().get(1);
            Node paged =
                    new Node(second.id(), second.documentId(), 1, second.span(), second.text(), Metadata.of("page", 2));
            store.upsert(List.of(
                    new DocumentNodes(
                            pages.document(), "test", List.of(pages.nodes().get(0), paged), pages.embeddings()),
                    many("b", 1, EAST)));

            assertThat(store.delete(Deletion.matching(Filter.eq("page", 2)))).isEqualTo(1);

            assertThat(store.nodeCount()).isEqualTo(1);
            assertThat(matching(store, Filter.and())).containsExactly("b");
        }
    }

    /** Returns the ids of the documents that have a node that matches. */
    static Set<String> expected(Iterable<DocumentNodes> documents, Filter filter) {
        Set<String> ids = new TreeSet<>();
        for (DocumentNodes each : documents) {
            if (each.nodes().stream().anyMatch(node -> FilterEvaluator.matches(filter, node))) {
                ids.add(each.document().id());
            }
        }
        return ids;
    }
}
