package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Processed;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link NodePostprocessor} does with nodes of any score, unscored ones among them.
 *
 * <p>Which nodes stay, and in what order, is its own matter: a test of its own says that.
 */
public abstract class NodePostprocessorContract {

    private static final Query TIDES = Query.of("When does the tide turn?");

    private static final int NODES = 60;

    /** For subclasses. */
    protected NodePostprocessorContract() {}

    /** Opens the postprocessor under test; may give the same one each time. */
    protected abstract NodePostprocessor open();

    /** Tells whether it adds nodes of the documents that it is given nodes of; false unless overridden. */
    protected boolean addsNodes() {
        return false;
    }

    /** Returns all nodes that the contract uses, for postprocessors that look them up: each document in its order. */
    protected static List<Node> nodes() {
        return IntStream.range(0, NODES)
                .mapToObj(NodePostprocessorContract::node)
                .toList();
    }

    @Test
    void process_noNode_givesNone() {
        assertThat(open().process(TIDES, List.of())).isEmpty();
    }

    @Test
    void process_oneNodeOfAnyScore_givesItOrNone() {
        for (ScoredNode given : everyScore()) {
            assertThat(open().process(TIDES, List.of(given)))
                    .as("out of %s", given)
                    .hasSizeLessThanOrEqualTo(addsNodes() ? NODES : 1)
                    .allSatisfy(found -> assertThat(found.node()).satisfies(node -> isOf(List.of(given.node()), node)));
        }
    }

    @Test
    void process_manyNodes_givesNoneTwice() {
        for (List<ScoredNode> given : rankings()) {
            assertThat(open().process(TIDES, given))
                    .extracting(found -> found.node().id())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void process_manyNodes_inventsNone() {
        for (List<ScoredNode> given : rankings()) {
            List<Node> nodes = given.stream().map(ScoredNode::node).toList();

            assertThat(open().process(TIDES, given))
                    .extracting(ScoredNode::node)
                    .allSatisfy(node -> isOf(nodes, node));
        }
    }

    private void isOf(List<Node> given, Node found) {
        if (addsNodes()) {
            assertThat(given).extracting(Node::documentId).contains(found.documentId());
        } else {
            assertThat(given).contains(found);
        }
    }

    @Test
    void process_manyNodes_haveFiniteScoresAndNoneIfUnscored() {
        for (List<ScoredNode> given : rankings()) {
            assertThat(open().process(TIDES, given)).allSatisfy(found -> {
                assertThat(found.score()).isFinite();
                if (found.kind() == ScoreKind.NONE) {
                    assertThat(found.score()).isZero();
                }
            });
        }
    }

    @Test
    void process_twice_givesTheSame() {
        NodePostprocessor postprocessor = open();

        List<ScoredNode> first = postprocessor.process(TIDES, everyScore());

        assertThat(postprocessor.process(TIDES, everyScore())).isEqualTo(first);
        assertThat(open().process(TIDES, everyScore())).isEqualTo(first);
    }

    @Test
    void process_listThatCanChange_isLeftAsItWas() {
        List<ScoredNode> given = new ArrayList<>(everyScore());

        List<ScoredNode> found = open().process(TIDES, given);

        assertThat(given).isEqualTo(everyScore());
        List<ScoredNode> before = List.copyOf(found);
        given.clear();
        assertThat(found).isEqualTo(before);
    }

    @Test
    void process_result_isUnmodifiable() {
        List<ScoredNode> found = open().process(TIDES, new ArrayList<>(everyScore()));

        assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void process_manyThreads_giveTheSame() throws Exception {
        NodePostprocessor postprocessor = open();
        List<ScoredNode> expected = postprocessor.process(TIDES, everyScore());

        List<List<ScoredNode>> found = Samples.concurrently(8, () -> postprocessor.process(TIDES, everyScore()));

        assertThat(found).hasSize(8).containsOnly(expected);
    }

    @Test
    void process_withCancellation_givesTheSameNodes() {
        for (List<ScoredNode> given : rankings()) {
            Processed processed = open().process(TIDES, given, Cancellation.create());

            assertThat(processed.nodes()).isEqualTo(open().process(TIDES, given));
            assertThat(processed.modelCalls()).isNotNegative();
        }
    }

    @Test
    void process_cancelledBefore_isEnded() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> open().process(TIDES, everyScore(), cancellation));
    }

    @Test
    void process_null_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> open().process(Samples.absent(), List.of()));
        assertThatNullPointerException().isThrownBy(() -> open().process(Samples.absent(), everyScore()));
        assertThatNullPointerException().isThrownBy(() -> open().process(TIDES, Samples.absent()));
    }

    /** What retrievers give: scores of one kind, best first, with ties; nothing scored; and what an earlier postprocessor may have mixed. */
    private static List<List<ScoredNode>> rankings() {
        List<List<ScoredNode>> rankings = new ArrayList<>();
        for (ScoreKind kind : ScoreKind.values()) {
            List<ScoredNode> ranking = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                double score = kind == ScoreKind.NONE ? 0 : (double) (NODES - i / 3) / NODES;
                ranking.add(new ScoredNode(node(i), score, kind));
            }
            rankings.add(List.copyOf(ranking));
        }
        rankings.add(everyScore());
        return rankings;
    }

    /** One node for each of the smallest, the largest and the usual scores of each kind. */
    private static List<ScoredNode> everyScore() {
        List<ScoredNode> nodes = new ArrayList<>();
        for (double cosine : new double[] {1, 0.5, 0.5, Double.MIN_VALUE, 0, -0.0, -1}) {
            nodes.add(new ScoredNode(node(nodes.size()), cosine, ScoreKind.COSINE));
        }
        for (double rank : new double[] {Double.MAX_VALUE, 12.5, -Double.MAX_VALUE}) {
            nodes.add(new ScoredNode(node(nodes.size()), rank, ScoreKind.RERANK));
        }
        nodes.add(new ScoredNode(node(nodes.size()), 7, ScoreKind.BM25));
        nodes.add(new ScoredNode(node(nodes.size()), 1, ScoreKind.FUSION));
        nodes.add(ScoredNode.unscored(node(nodes.size())));
        return List.copyOf(nodes);
    }

    /** Two nodes per document, so that neighbours meet. */
    private static Node node(int i) {
        String text = i % 2 == 0 ? "The tide does turn twice on day " + i + "." : Samples.UNICODE;
        return Node.of("tides-" + i / 2, i % 2, new Span(0, text.length()), text, Metadata.of("shelf", "sea"));
    }
}
