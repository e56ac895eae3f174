package dev.lectern.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The postprocessors that drop nodes. */
class FilteringTest {

    private static final String PARAGRAPH = words("water", 100);

    @Test
    void scoreCutoff_lowScores_areDroppedAndUnscoredStay() {
        List<ScoredNode> given = new ArrayList<>(Ranked.texts("low", "equal"));
        given.add(ScoredNode.unscored(Ranked.texts("unscored").get(0).node()));

        assertThat(Ranked.left(new ScoreCutoff(1), given)).containsExactly("low", "unscored");
        assertThat(Ranked.left(new ScoreCutoff(0.99), given)).containsExactly("low", "equal", "unscored");
    }

    @Test
    void scoreCutoff_notANumber_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScoreCutoff(Double.NaN))
                .withMessage("minScore must be a number, got: NaN");
    }

    @Test
    void deduplication_sameWords_keepsTheFirst() {
        List<ScoredNode> given =
                Ranked.texts("High water at six.", "Low water at noon.", "HIGH WATER\n  at six!", "High water");

        assertThat(Ranked.left(Deduplication.create(), given))
                .containsExactly("High water at six.", "Low water at noon.", "High water");
    }

    @Test
    void deduplication_fewChangedWords_areTheSame() {
        String once = PARAGRAPH.replace("water40 ", "ebb ");
        String often = once.replace("water60 ", "ebb ").replace("water80 ", "ebb ");

        assertThat(Ranked.left(Deduplication.create(), Ranked.texts(PARAGRAPH, once)))
                .containsExactly(PARAGRAPH);
        assertThat(Ranked.left(Deduplication.create(), Ranked.texts(PARAGRAPH, often)))
                .containsExactly(PARAGRAPH, often);
        assertThat(Ranked.left(new Deduplication(1), Ranked.texts(PARAGRAPH, once)))
                .containsExactly(PARAGRAPH, once);
    }

    @Test
    void deduplication_textsWithoutWords_areComparedAsTheyAre() {
        assertThat(Ranked.left(Deduplication.create(), Ranked.texts("***", "---", " *** ", "")))
                .containsExactly("***", "---", "");
    }

    @Test
    void deduplication_similarityOutOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deduplication(0))
                .withMessage("minSimilarity must be above 0 and at most 1, got: 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deduplication(1.5))
                .withMessage("minSimilarity must be above 0 and at most 1, got: 1.5");
    }

    @Test
    void deduplication_anyTexts_keepsTheFirstAndOneOfEachCopy() {
        Randomised.times(100, random -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                texts.add(random.nextBoolean() || texts.isEmpty() ? anyText(random) : texts.get(random.nextInt(i)));
            }

            List<String> left = Ranked.left(new Deduplication(1), Ranked.texts(texts.toArray(String[]::new)));

            assertThat(left).startsWith(texts.get(0)).doesNotHaveDuplicates();
            assertThat(texts).containsSubsequence(left);
            assertThat(Ranked.left(new Deduplication(1), Ranked.texts(left.toArray(String[]::new))))
                    .isEqualTo(left);
        });
    }

    @Test
    void keywordFilter_wholeWords_areFoundWhateverTheirCase() {
        List<ScoredNode> given = Ranked.texts("The FERRY leaves.", "All ferries stay.", "A night-ferry, late.");

        assertThat(Ranked.left(new KeywordFilter(List.of("ferry"), List.of()), given))
                .containsExactly("The FERRY leaves.", "A night-ferry, late.");
    }

    @Test
    void keywordFilter_severalWords_standInARow() {
        List<ScoredNode> given = Ranked.texts("The last\nferry leaves.", "The ferry comes last.");

        assertThat(Ranked.left(new KeywordFilter(List.of("last ferry"), List.of()), given))
                .containsExactly("The last\nferry leaves.");
    }

    @Test
    void keywordFilter_allRequiredNoneExcluded_stay() {
        List<ScoredNode> given = Ranked.texts("ferry, dog", "ferry, dog, cat", "ferry");

        assertThat(Ranked.left(new KeywordFilter(List.of("dog", "ferry"), List.of("cat")), given))
                .containsExactly("ferry, dog");
        assertThat(Ranked.left(new KeywordFilter(List.of(), List.of("cat")), given))
                .containsExactly("ferry, dog", "ferry");
    }

    @Test
    void keywordFilter_title_countsAsText() {
        ScoredNode titled = Ranked.node("timetable", 0, "18:15", Metadata.of(MetadataKeys.TITLE, "Ferry timetable"), 1);

        assertThat(Ranked.left(new KeywordFilter(List.of("ferry"), List.of()), List.of(titled)))
                .containsExactly("18:15");
    }

    @Test
    void keywordFilter_scriptWithoutSpaces_isFoundInside() {
        List<ScoredNode> given = Ranked.texts("\u6E2F\u306E\u6F6E\u6C50\u8868", "\u6E2F\u306E\u8868");

        assertThat(Ranked.left(new KeywordFilter(List.of("\u6F6E\u6C50"), List.of()), given))
                .containsExactly("\u6E2F\u306E\u6F6E\u6C50\u8868");
    }

    @Test
    void keywordFilter_compatibleForms_areTheSame() {
        List<ScoredNode> given = Ranked.texts("cafe\u0301 \uFB01n");

        assertThat(Ranked.left(new KeywordFilter(List.of("caf\u00E9", "fin"), List.of()), given))
                .hasSize(1);
    }

    @Test
    void keywordFilter_noWord_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeywordFilter(List.of(), List.of()))
                .withMessage("required and excluded must not both be empty, got: no keyword");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeywordFilter(List.of("ferry"), List.of("--")))
                .withMessage("excluded must be words, got: \"--\"");
    }

    @Test
    void keywordFilter_requiredAndExcluded_partTheNodes() {
        Randomised.times(200, random -> {
            List<ScoredNode> given =
                    Ranked.texts(anyText(random), anyText(random), anyText(random), anyText(random), anyText(random));
            List<String> words = PlainWords.of(given.get(0).node().text());
            String keyword = words.isEmpty() ? "x" : words.get(random.nextInt(words.size()));

            List<ScoredNode> with = new KeywordFilter(List.of(keyword), List.of()).process(Ranked.QUERY, given);
            List<ScoredNode> without = new KeywordFilter(List.of(), List.of(keyword)).process(Ranked.QUERY, given);

            assertThat(Collections.disjoint(with, without)).isTrue();
            assertThat(with.size() + without.size()).isEqualTo(given.size());
            assertThat(words.isEmpty() || with.contains(given.get(0))).isTrue();
        });
    }

    /** Words, punctuation, marks, scripts without spaces, surrogate pairs, and whatever else a character may be. */
    private static String anyText(Random random) {
        String[] parts = {
            "tide",
            "Ebb",
            "caf\u00E9",
            "e\u0301",
            "\u6F6E",
            "\u0E19",
            " ",
            ", ",
            "\n",
            "7",
            "\uD83C\uDF0A",
            "\uD83C",
            "--"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(random.nextInt(5) == 0 ? (char) random.nextInt(0xD800) : parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private static String words(String stem, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(stem).append(i).append(' ');
        }
        return text.toString();
    }
}
