package dev.lectern.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.lectern.Randomised;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the nodes around a hit come in. */
class NeighbourWindowTest {

    private final Store store = InMemoryStore.create();

    @Test
    void window_inTheMiddle_addsUnscoredNeighboursInDocumentOrder() {
        fill("tides", 10);

        List<ScoredNode> found = window(1, 2, hit("tides", 5));

        assertThat(found).extracting(node -> node.node().ordinal()).containsExactly(4, 5, 6, 7);
        assertThat(found)
                .extracting(ScoredNode::kind)
                .containsExactly(ScoreKind.NONE, ScoreKind.COSINE, ScoreKind.NONE, ScoreKind.NONE);
    }

    @Test
    void window_atTheEnds_stopsThere() {
        fill("tides", 3);

        assertThat(ids(window(2, 0, hit("tides", 0)))).containsExactly("tides#0");
        assertThat(ids(window(0, Integer.MAX_VALUE, hit("tides", 1)))).containsExactly("tides#1", "tides#2");
        assertThat(ids(window(Integer.MAX_VALUE, 9, hit("tides", 2)))).containsExactly("tides#0", "tides#1", "tides#2");
    }

    @Test
    void windows_thatTouch_becomeOneAtThePlaceOfTheBest() {
        fill("tides", 20);
        fill("walls", 3);

        List<ScoredNode> found = window(1, 1, hit("tides", 9), hit("walls", 0), hit("tides", 7), hit("tides", 15));

        assertThat(ids(found))
                .containsExactly(
                        "tides#6",
                        "tides#7",
                        "tides#8",
                        "tides#9",
                        "tides#10",
                        "walls#0",
                        "walls#1",
                        "tides#14",
                        "tides#15",
                        "tides#16");
    }

    @Test
    void window_ofADeletedDocument_isTheNodeAlone() {
        fill("tides", 5);
        ScoredNode hit = hit("tides", 2);
        store.delete(Deletion.everything());

        assertThat(window(1, 1, hit)).containsExactly(hit);
    }

    @Test
    void window_ofAReplacedDocument_mixesNoVersions() {
        fill("tides", 5);
        ScoredNode old = hit("tides", 2);
        fill("tides", 5, "another text");

        assertThat(window(1, 1, old)).containsExactly(old);
    }

    @Test
    void window_anyHits_losesNoneAndStaysNear() {
        fill("a", 30);
        fill("b", 7);
        Randomised.times(100, random -> {
            Set<ScoredNode> hits = new HashSet<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                hits.add(random.nextBoolean() ? hit("a", random.nextInt(30)) : hit("b", random.nextInt(7)));
            }
            int before = random.nextInt(4);
            int after = random.nextInt(4);

            List<ScoredNode> found = window(before, after, hits.toArray(ScoredNode[]::new));

            assertThat(found).containsAll(hits);
            assertThat(ids(found)).doesNotHaveDuplicates();
            assertThat(found)
                    .allMatch(node -> hits.stream()
                            .anyMatch(hit -> hit.node()
                                            .documentId()
                                            .equals(node.node().documentId())
                                    && node.node().ordinal() >= hit.node().ordinal() - before
                                    && node.node().ordinal() <= hit.node().ordinal() + after));
        });
    }

    @Test
    void create_storeWithoutListing_isRefused() {
        Store blind = mock(Store.class);
        when(blind.capabilities()).thenReturn(Set.of(Capability.VECTOR_SEARCH));

        assertThatThrownBy(() -> NeighbourWindow.create(blind, 1, 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not look up neighbours: the store lacks LISTING; it has [VECTOR_SEARCH]");
    }

    @Test
    void create_negativeSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourWindow.create(store, -1, 1))
                .withMessage("before must be 0 or more, got: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourWindow.create(store, 1, -2))
                .withMessage("after must be 0 or more, got: -2");
    }

    private List<ScoredNode> window(int before, int after, ScoredNode... hits) {
        return NeighbourWindow.create(store, before, after).process(Ranked.QUERY, List.of(hits));
    }

    private static List<String> ids(List<ScoredNode> nodes) {
        return nodes.stream().map(found -> found.node().id()).toList();
    }

    private ScoredNode hit(String document, int ordinal) {
        return new ScoredNode(store.nodes(document).get(ordinal), 0.5, ScoreKind.COSINE);
    }

    private void fill(String document, int size) {
        fill(document, size, "text");
    }

    private void fill(String document, int size, String text) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(Ranked.node(document, i, text + " " + i, Metadata.empty(), 0)
                    .node());
        }
        store.upsert(List.of(new DocumentNodes(
                Document.of(document, text), "test", nodes, Collections.nCopies(size, Embedding.of(1, 0)))));
    }
}
