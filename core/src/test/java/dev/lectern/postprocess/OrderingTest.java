package dev.lectern.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The postprocessors that change the order. */
class OrderingTest {

    private static final Instant NOW = Instant.parse("2025-06-30T00:00:00Z");

    @Test
    void longContext_oddAndEven_putTheBestAtBothEnds() {
        LongContextOrder order = LongContextOrder.create();

        assertThat(Ranked.left(order, Ranked.texts("1", "2", "3", "4", "5"))).containsExactly("1", "3", "5", "4", "2");
        assertThat(Ranked.left(order, Ranked.texts("1", "2", "3", "4"))).containsExactly("1", "3", "4", "2");
        assertThat(Ranked.left(order, Ranked.texts("1"))).containsExactly("1");
    }

    @Test
    void longContext_anyNumber_fallsToTheMiddleFromBothEndsAndKeepsScores() {
        Randomised.times(50, random -> {
            String[] ranks = new String[random.nextInt(40)];
            for (int i = 0; i < ranks.length; i++) {
                ranks[i] = Integer.toString(i);
            }
            List<ScoredNode> given = Ranked.texts(ranks);

            List<ScoredNode> ordered = LongContextOrder.create().process(Ranked.QUERY, given);

            assertThat(ordered).containsExactlyInAnyOrderElementsOf(given);
            int worst = ordered.isEmpty() ? 0 : ordered.indexOf(given.get(given.size() - 1));
            assertThat(ordered.subList(0, worst)).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(ordered.subList(worst, ordered.size()))
                    .isSortedAccordingTo((a, b) -> Double.compare(a.score(), b.score()));
        });
    }

    @Test
    void recency_oldNodes_letANewOneClimb() {
        List<ScoredNode> given = List.of(
                daysOld("a", 3000), daysOld("b", 3000), daysOld("c", 3000), daysOld("d", 3000), daysOld("e", 0));

        assertThat(Ranked.left(recency(0.3), given)).containsExactly("a", "b", "e", "c", "d");
        assertThat(Ranked.left(recency(1), given)).containsExactly("e", "a", "b", "c", "d");
        assertThat(Ranked.left(recency(0), given)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void recency_score_isTheMixtureOfPlaceAndFreshness() {
        List<ScoredNode> given = List.of(daysOld("a", 30), daysOld("b", 60));

        List<ScoredNode> scored = recency(0.5).process(Ranked.QUERY, given);

        assertThat(scored).extracting(ScoredNode::score).containsExactly(0.5 + 0.25, 0.25 + 0.125);
        assertThat(scored).extracting(ScoredNode::kind).containsOnly(ScoreKind.RERANK);
    }

    @Test
    void recency_undated_isOneHalfLifeOldAndTheFutureIsNow() {
        ScoredNode undated = Ranked.node("undated", 0, "undated", Metadata.empty(), 1);
        ScoredNode text = Ranked.node("text", 0, "text", Metadata.of(MetadataKeys.CREATED_AT, "yesterday"), 1);
        List<ScoredNode> given = List.of(undated, text, daysOld("29", 29), daysOld("31", 31), daysOld("future", -9));

        List<ScoredNode> scored = recency(1).process(Ranked.QUERY, given);

        assertThat(scored)
                .extracting(found -> found.node().text())
                .containsExactly("future", "29", "undated", "text", "31");
        assertThat(scored.get(0).score()).isEqualTo(1);
        assertThat(scored.get(2).score()).isEqualTo(0.5);
    }

    @Test
    void recency_furthestInstants_haveScoresWithinTheirRange() {
        ScoredNode oldest = Ranked.node("old", 0, "old", Metadata.of(MetadataKeys.CREATED_AT, Instant.MIN), 1);
        ScoredNode newest = Ranked.node("new", 0, "new", Metadata.of(MetadataKeys.CREATED_AT, Instant.MAX), 1);

        for (Duration halfLife : List.of(Duration.ofNanos(1), Duration.ofSeconds(Long.MAX_VALUE))) {
            Recency recency = new Recency(halfLife, 1, MetadataKeys.CREATED_AT, InstantSource.fixed(NOW));

            assertThat(recency.process(Ranked.QUERY, List.of(oldest, newest)))
                    .extracting(ScoredNode::score)
                    .allMatch(score -> score >= 0 && score <= 1);
        }
    }

    @Test
    void recency_otherKey_isTheDate() {
        ScoredNode changed = Ranked.node("new", 0, "new", Metadata.of(MetadataKeys.MODIFIED_AT, NOW), 1);
        Recency recency = new Recency(Duration.ofDays(1), 1, MetadataKeys.MODIFIED_AT, InstantSource.fixed(NOW));

        assertThat(Ranked.left(recency, List.of(daysOld("a", 0), changed))).containsExactly("new", "a");
    }

    @Test
    void recency_optionsOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recency.of(Duration.ZERO))
                .withMessage("halfLife must be more than zero, got: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recency.of(Duration.ofDays(1)).withWeight(1.1))
                .withMessage("weight must be 0 to 1, got: 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recency(Duration.ofDays(1), 1, " ", InstantSource.fixed(NOW)))
                .withMessage("key must not be blank, got: \" \"");
    }

    @Test
    void recency_anyDates_dropsNoNodeAndSortsByScore() {
        Randomised.times(50, random -> {
            List<ScoredNode> given = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                given.add(daysOld("n" + i, random.nextInt(400) - 20));
            }

            List<ScoredNode> scored = recency(random.nextDouble()).process(Ranked.QUERY, given);

            assertThat(scored)
                    .extracting(ScoredNode::node)
                    .containsExactlyInAnyOrderElementsOf(
                            given.stream().map(ScoredNode::node).toList());
            assertThat(scored).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        });
    }

    private static Recency recency(double weight) {
        return new Recency(Duration.ofDays(30), weight, MetadataKeys.CREATED_AT, InstantSource.fixed(NOW));
    }

    private static ScoredNode daysOld(String text, int days) {
        Metadata date = Metadata.of(MetadataKeys.CREATED_AT, NOW.minus(Duration.ofDays(days)));
        return Ranked.node(text, 0, text, date, 0.5);
    }
}
