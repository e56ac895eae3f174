package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.retrieve.Retriever;
import dev.lectern.store.Filter;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link Retriever} does, over documents that are short enough to be one node each.
 *
 * <p>A retriever that takes nodes for their place ({@link ScoreKind#NONE}) is held to the order of each document instead of the order of
 * scores.
 */
public abstract class RetrieverContract {

    private static final Query TIDES = Query.of("When does the tide turn?");

    /** For subclasses. */
    protected RetrieverContract() {}

    /** Opens a retriever over these documents, split, embedded and stored; it finds 5 nodes or more unless a query says otherwise. */
    protected abstract Retriever open(List<Document> documents);

    /** Tells whether the retriever applies filters; true unless overridden. */
    protected boolean filters() {
        return true;
    }

    @Test
    void retrieve_emptyIndex_givesNothing() {
        assertThat(open(List.of()).retrieve(TIDES).nodes()).isEmpty();
    }

    @Test
    void retrieve_documentWithTheWordsOfTheQuestion_comesFirstUnlessUnscored() {
        Retriever retriever = open(List.of(
                Document.of("bread", "Bread needs flour and yeast."),
                Document.of("tides", "The tide does turn twice a day."),
                Document.of("walls", "Walls are of stone.")));

        List<ScoredNode> nodes = retriever.retrieve(TIDES).nodes();

        boolean scored = nodes.get(0).kind() != ScoreKind.NONE;
        assertThat(scored ? nodes.subList(0, 1) : nodes)
                .extracting(found -> found.node().documentId())
                .contains("tides");
    }

    @Test
    void retrieve_manyNodes_areInOrder() {
        List<ScoredNode> nodes = open(tides(12)).retrieve(TIDES.withTopK(12)).nodes();

        assertThat(nodes).hasSize(12);
        for (int i = 1; i < nodes.size(); i++) {
            assertInOrder(nodes.get(i - 1), nodes.get(i));
        }
    }

    @Test
    void retrieve_manyNodes_givesNoneTwice() {
        List<ScoredNode> nodes = open(tides(12)).retrieve(TIDES.withTopK(50)).nodes();

        assertThat(nodes).hasSize(12).extracting(found -> found.node().id()).doesNotHaveDuplicates();
    }

    @Test
    void retrieve_topKOfQuery_isKept() {
        Retriever retriever = open(tides(12));

        assertThat(retriever.retrieve(TIDES.withTopK(1)).nodes()).hasSize(1);
        assertThat(retriever.retrieve(TIDES.withTopK(7)).nodes()).hasSize(7);
    }

    @Test
    void retrieve_smallerTopK_givesTheStartOfTheLarger() {
        Retriever retriever = open(tides(12));

        List<ScoredNode> seven = retriever.retrieve(TIDES.withTopK(7)).nodes();

        assertThat(retriever.retrieve(TIDES.withTopK(3)).nodes()).isEqualTo(seven.subList(0, 3));
    }

    @Test
    void retrieve_nodes_holdTheTextOfTheirDocument() {
        List<Document> documents = tides(3);

        List<ScoredNode> nodes = open(documents).retrieve(TIDES).nodes();

        assertThat(nodes).hasSize(3).allSatisfy(found -> {
            Node node = found.node();
            Document document = documents.stream()
                    .filter(one -> one.id().equals(node.documentId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(node.span().of(document.text())).isEqualTo(node.text());
        });
    }

    @Test
    void retrieve_filter_isAppliedBeforeTheBestAreChosenOrRefused() {
        List<Document> documents = new ArrayList<>(tides(12));
        documents.add(Document.of("bread", "Bread needs flour, the tide no.", Metadata.of("shelf", "kitchen")));
        Retriever retriever = open(documents);

        Query query = TIDES.withTopK(1).filteredBy(Filter.eq("shelf", "kitchen"));

        if (!filters()) {
            assertThatThrownBy(() -> retriever.retrieve(query)).isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        assertThat(retriever.retrieve(query).nodes())
                .extracting(found -> found.node().documentId())
                .containsExactly("bread");
        assertThat(retriever
                        .retrieve(query.filteredBy(Filter.eq("shelf", "cellar")))
                        .nodes())
                .isEmpty();
    }

    @Test
    void retrieve_twice_givesTheSame() {
        Retriever retriever = open(tides(12));

        assertThat(retriever.retrieve(TIDES).nodes())
                .isEqualTo(retriever.retrieve(TIDES).nodes());
    }

    @Test
    void retrieve_questionOfAnyScript_isFine() {
        Retriever retriever = open(List.of(Document.of("unicode", Samples.UNICODE)));

        assertThat(retriever.retrieve(Query.of(Samples.UNICODE)).nodes()).hasSize(1);
    }

    @Test
    void retrieve_result_isUnmodifiableWithTimes() {
        Retrieval retrieval = open(tides(2)).retrieve(TIDES);

        assertThatThrownBy(() -> retrieval.nodes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(retrieval.embedTime()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(retrieval.searchTime()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void retrieve_manyThreads_giveTheSame() throws Exception {
        Retriever retriever = open(tides(12));
        List<ScoredNode> expected = retriever.retrieve(TIDES).nodes();

        List<List<ScoredNode>> found =
                Samples.concurrently(8, () -> retriever.retrieve(TIDES).nodes());

        assertThat(found).hasSize(8).containsOnly(expected);
    }

    @Test
    void retrieve_null_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> open(List.of()).retrieve(Samples.absent()));
    }

    /** Documents that all share words with the question; each third has the same text, so that scores tie. */
    private static List<Document> tides(int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "The tide does turn " + "again ".repeat(i % 3) + "here.";
            documents.add(Document.of("tide-%02d".formatted(i), text, Metadata.of("shelf", "sea")));
        }
        return documents;
    }

    private static void assertInOrder(ScoredNode before, ScoredNode after) {
        assertThat(after.kind()).isEqualTo(before.kind());
        if (before.kind() == ScoreKind.NONE) {
            boolean sameDocument =
                    before.node().documentId().equals(after.node().documentId());
            assertThat(!sameDocument || before.node().ordinal() < after.node().ordinal())
                    .as("%s before %s", before, after)
                    .isTrue();
        } else if (before.score() == after.score()) {
            assertThat(before.node().id()).isLessThan(after.node().id());
        } else {
            assertThat(before.score()).isGreaterThan(after.score());
        }
    }
}
