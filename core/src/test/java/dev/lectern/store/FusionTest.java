package dev.lectern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionTest {

    private static final List<ScoredNode> BY_VECTOR = List.of(cosine("a", 0.9), cosine("b", 0.6), cosine("c", -0.1));
    private static final List<ScoredNode> BY_WORDS = List.of(bm25("c", 12), bm25("d", 9), bm25("b", 4));

    @Test
    void reciprocalRank_twoRankings_addsWhatThePlacesGive() {
        List<ScoredNode> joined = Fusion.reciprocalRank().join(BY_VECTOR, BY_WORDS, 10);

        assertThat(joined)
                .extracting(each -> each.node().id(), ScoredNode::score)
                .containsExactly(
                        tuple("c#0", 61 / 63.0 / 2 + 0.5),
                        tuple("b#0", 61 / 62.0 / 2 + 61 / 63.0 / 2),
                        tuple("a#0", 0.5),
                        tuple("d#0", 61 / 62.0 / 2));
        assertThat(joined).extracting(ScoredNode::kind).containsOnly(ScoreKind.FUSION);
    }

    @Test
    void weighted_twoRankings_addsScaledScores() {
        List<ScoredNode> joined = Fusion.weighted(0.75).join(BY_VECTOR, BY_WORDS, 10);

        assertThat(joined).extracting(each -> each.node().id()).containsExactly("a#0", "b#0", "c#0", "d#0");
        assertThat(joined.get(0).score()).isEqualTo(0.75);
        assertThat(joined.get(1).score()).isCloseTo(0.75 * 0.7, within(1e-12));
        assertThat(joined.get(2).score()).isEqualTo(0.25);
        assertThat(joined.get(3).score()).isCloseTo(0.25 * 0.625, within(1e-12));
        assertThat(joined).extracting(ScoredNode::kind).containsOnly(ScoreKind.FUSION);
    }

    @Test
    void weighted_allScoresOfARankingEqual_eachIsTheBest() {
        List<ScoredNode> joined =
                Fusion.weighted(0.25).join(List.of(cosine("a", -0.5), cosine("b", -0.5)), List.of(bm25("c", 7)), 10);

        assertThat(joined)
                .extracting(each -> each.node().id(), ScoredNode::score)
                .containsExactly(tuple("c#0", 0.75), tuple("a#0", 0.25), tuple("b#0", 0.25));
    }

    @Test
    void weighted_allWeightOnOneSide_ordersAsThatSideDoes() {
        assertThat(Fusion.weighted(1).join(BY_VECTOR, BY_WORDS, 2))
                .extracting(each -> each.node().id())
                .containsExactly("a#0", "b#0");
        assertThat(Fusion.weighted(0).join(BY_VECTOR, BY_WORDS, 2))
                .extracting(each -> each.node().id())
                .containsExactly("c#0", "d#0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 0.5, 1})
    void join_anyFusion_givesTheBestUnmodifiableAndTiesById(double weight) {
        Fusion fusion = weight < 0 ? Fusion.reciprocalRank() : Fusion.weighted(weight);

        List<ScoredNode> tied = fusion.join(List.of(cosine("b", 1)), List.of(bm25("a", 1)), 5);

        assertThat(tied).extracting(each -> each.node().id()).containsExactlyInAnyOrder("a#0", "b#0");
        if (weight < 0 || weight == 0.5) {
            assertThat(tied.get(0).node().id()).isEqualTo("a#0");
        }
        assertThat(fusion.join(BY_VECTOR, BY_WORDS, 2)).hasSize(2);
        assertThat(fusion.join(List.of(), List.of(), 2)).isEmpty();
        assertThatThrownBy(tied::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fusion.join(BY_VECTOR, BY_WORDS, 0))
                .withMessage("topK must be 1 or more, got: 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void weighted_weightOutside_isRefused(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fusion.weighted(weight))
                .withMessage("vectorWeight must be 0 to 1, got: " + weight);
    }

    private static ScoredNode cosine(String documentId, double score) {
        return new ScoredNode(node(documentId), score, ScoreKind.COSINE);
    }

    private static ScoredNode bm25(String documentId, double score) {
        return new ScoredNode(node(documentId), score, ScoreKind.BM25);
    }

    private static Node node(String documentId) {
        return Node.of(documentId, 0, new Span(0, 4), "tide", Metadata.empty());
    }
}
