package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lectern.document.Node;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link Store} that takes embedded nodes does.
 *
 * <pre>{@code
 * class InMemoryStoreContractTest extends StoreContract {
 *     protected Store open() {
 *         return InMemoryStore.create();
 *     }
 * }
 * }</pre>
 *
 * <p>What is promised stands in a chain of classes, one for each group, so that an implementer writes one class and its report names
 * the store: changes, search by vector, by words and by both, filters, what comes back, and here use by many. A test of a capability
 * that a store lacks is either its refusal or does not run.
 *
 * <p>Stores that embed by themselves are not covered. The seed of generated input is printed in a failure and taken back as the system
 * property {@code lectern.seed}.
 *
 * <p>It holds the thirty checks that make a store fit to stand behind a retrieval plugin; each carries its number:
 *
 * <table>
 * <caption>Where each check is</caption>
 * <tr><th>DS<th>what<th>where
 * <tr><td>1<td>ids as given, nodes in order<td>{@link #upsert_severalDocuments_keepsEachUnderItsIdWithItsNodesInOrder}
 * <tr><td>2<td>as many as asked for or there are<td>{@link #search_anyMode_givesAsManyAsAskedForOrAsThereAre}
 * <tr><td>3<td>the exact hit first, true order<td>{@link #search_byVector_givesBestFirstOrIsRefused},
 *     {@link #search_vectorsOfAnyLength_agreesWithTheCosineOfEach}
 * <tr><td>4<td>identical 1, orthogonal 0<td>{@link #search_byVector_scoresAreCosines}
 * <tr><td>5, 6<td>a known id is replaced, no remainder<td>{@link #upsert_knownId_replacesAllItsNodes}
 * <tr><td>7<td>metadata unchanged, missing stays missing, a date stays the text or the instant it was<td>
 *     {@link #node_metadataOfEveryKind_comesBackUnchanged}, {@link #node_datesAndMissingKeys_comeBackAsTheyWereGiven},
 *     {@link #node_generatedMetadata_comesBackUnchanged}
 * <tr><td>8<td>each field alone, some, all<td>{@link #filter_eachFieldAloneAndAllTogether_keepsWhatHasThem}
 * <tr><td>9, 12<td>a missing value is equal to nothing and has no date<td>{@link #filter_missingKey_matchesOnlyNegations}
 * <tr><td>10<td>filter before the best<td>{@link #search_anyModeWithFilter_filtersBeforeTheBestAreChosen}
 * <tr><td>11<td>dates inclusive, before 1970 and after 3000; text becomes an instant before it gets here<td>
 *     {@link #filter_instants_areInclusiveToTheNanosecondOfAnyYear}
 * <tr><td>13<td>several queries of one request: several searches<td>{@link #search_severalFiltersOneAfterAnother_eachKeepsItsOwn}
 * <tr><td>14, 17<td>delete by id, also of the unknown<td>{@link #delete_byId_removesThatDocumentOnly}
 * <tr><td>15<td>delete by each field<td>{@link #delete_byEachField_removesWhatHasIt}
 * <tr><td>16<td>ids and filter together: one filter says which<td>{@link #delete_idsAndCondition_areOneFilter}
 * <tr><td>18<td>delete all, then go on<td>{@link #delete_everything_leavesAnEmptyStoreThatTakesMore}
 * <tr><td>19<td>an empty filter deletes nothing<td>{@link #delete_filterWithoutCondition_removesNothing}
 * <tr><td>20<td>what is kept is there again<td>{@link #reopen_afterChanges_showsWhatWasThere}
 * <tr><td>21<td>ids of any signs<td>{@link #documents_idsOfAnySigns_areNeverTakenForOneAnother}
 * <tr><td>22<td>filter values of any signs<td>{@link #filter_valuesOfAnySigns_areTakenLiterally}
 * <tr><td>23<td>search in an empty store<td>{@link #store_withoutDocuments_isEmpty}
 * <tr><td>24, 28<td>other dimensions are refused, and the store goes on<td>
 *     {@link #upsert_otherDimensions_isRefusedWithBothAndChangesNothing}, {@link #search_otherDimensions_isRefused}
 * <tr><td>25<td>one id by many at once<td>{@link #upsert_oneIdByManyAtOnce_endsInExactlyOneVersion}
 * <tr><td>26<td>a failing model leaves the earlier version; by the pipeline<td>
 *     {@link #upsert_modelThatFails_leavesTheEarlierVersion}
 * <tr><td>27<td>ties in one order<td>{@link #search_anyModeAndEqualNodes_areOrderedByNodeId}
 * <tr><td>29<td>no nodes<td>{@link #upsert_documentWithoutNodes_isKeptAndVersioned}
 * <tr><td>30<td>10,000 nodes<td>{@link #upsert_tenThousandNodesInOneDocument_keepsAll}
 * </table>
 */
public abstract class StoreContract extends StoreKeepingContract {

    /** For subclasses. */
    protected StoreContract() {}

    @Test
    void capabilities_always_areTheDeclaredOnes() {
        try (Store store = open()) {
            assertThat(store.capabilities()).isEqualTo(capabilities());
        }
    }

    @Test
    void upsert_oneIdByManyAtOnce_endsInExactlyOneVersion() throws Exception { // DS-25
        try (Store store = open()) {
            requireVector();
            AtomicInteger number = new AtomicInteger();
            List<DocumentNodes> written = Samples.concurrently(8, () -> {
                        List<DocumentNodes> own = new ArrayList<>();
                        for (int i = 0; i < 10; i++) {
                            int next = number.incrementAndGet();
                            DocumentNodes version = many("a", "version " + next, 1 + next % 7, EAST);
                            store.upsert(List.of(version));
                            own.add(version);
                        }
                        return own;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();

            String version = store.versions(List.of("a")).get("a");

            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(written)
                    .filteredOn(each -> each.version().equals(version))
                    .singleElement()
                    .satisfies(each -> assertThat(stored(store)).isEqualTo(each.nodes()));
            assertThat(store.nodeCount()).isEqualTo(stored(store).size());
        }
    }

    @Test
    void upsert_whileOthersSearch_showsOldOrNewNeverAMixture() throws Exception {
        try (Store store = open()) {
            requireVector();
            store.upsert(List.of(many("a", "old", 8, EAST)));
            AtomicInteger round = new AtomicInteger();
            whileChanging(
                    () -> {
                        int number = round.incrementAndGet();
                        store.upsert(List.of(many("a", "version " + number, number % 2 == 0 ? 5 : 8, EAST)));
                    },
                    2_000,
                    () -> {
                        List<Node> nodes = stored(store);
                        assertThat(nodes.size()).isIn(5, 8);
                        assertThat(nodes)
                                .extracting(node -> node.text().replaceAll(" \\d+$", ""))
                                .containsOnly(nodes.get(0).text().replaceAll(" \\d+$", ""));
                    });
        }
    }

    @Test
    void delete_whileOthersSearch_showsWholeDocumentsOrNone() throws Exception {
        try (Store store = open()) {
            List<DocumentNodes> documents = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                documents.add(many("d" + i, "harbour", 4, EAST));
            }
            store.upsert(documents);
            AtomicInteger round = new AtomicInteger();
            whileChanging(
                    () -> {
                        DocumentNodes next = documents.get(round.getAndIncrement() % documents.size());
                        store.delete(Deletion.documents(List.of(next.document().id())));
                        store.upsert(List.of(next));
                    },
                    300,
                    () -> {
                        for (StoreQuery query : offered(ALL)) {
                            Map<String, Long> counts = found(store, query).stream()
                                    .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
                            assertThat(counts).as("%s", query).hasSizeBetween(9, 10);
                            assertThat(counts.values()).containsOnly(4L);
                        }
                    });
        }
    }

    /** Runs two readers so many rounds each, while a writer changes the store over and over. */
    private static void whileChanging(Runnable change, int rounds, Runnable look) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = pool.submit(() -> {
                do {
                    change.run();
                } while (!stop.get());
            });
            try {
                Samples.concurrently(2, () -> {
                    for (int i = 0; i < rounds; i++) {
                        look.run();
                    }
                    return rounds;
                });
            } finally {
                stop.set(true);
            }
            writer.get();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void call_withNull_isRefused() {
        try (Store store = open()) {
            assertThatNullPointerException().isThrownBy(() -> store.upsert(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> store.search(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> store.delete(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> store.versions(Samples.absent()));
            if (offers(Capability.LISTING)) {
                assertThatNullPointerException().isThrownBy(() -> store.nodes(Samples.absent()));
            }
        }
    }

    @Test
    void close_twice_isFineAndEndsAllUse() {
        Store store = open();
        store.upsert(List.of(many("a", "harbour", 1, EAST)));

        store.close();
        store.close();

        assertThatIllegalStateException().isThrownBy(() -> store.upsert(List.of()));
        for (StoreQuery query : offered(1)) {
            assertThatIllegalStateException().isThrownBy(() -> store.search(query));
        }
        assertThatIllegalStateException().isThrownBy(() -> store.delete(Deletion.everything()));
        assertThatIllegalStateException().isThrownBy(() -> store.versions(List.of()));
        assertThatIllegalStateException().isThrownBy(store::documentCount);
        assertThatIllegalStateException().isThrownBy(store::nodeCount);
        if (offers(Capability.LISTING)) {
            assertThatIllegalStateException().isThrownBy(() -> store.documents(null, 1));
            assertThatIllegalStateException().isThrownBy(() -> store.nodes("a"));
        }
        assertThat(store.capabilities()).isEqualTo(capabilities());
    }
}
