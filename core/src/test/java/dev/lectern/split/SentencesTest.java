package dev.lectern.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Span;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void of_plainSentences_findsEach() {
        assertThat(texts("The tide turns. It does so twice a day! Why? The moon."))
                .containsExactly("The tide turns.", "It does so twice a day!", "Why?", "The moon.");
    }

    @Test
    void of_abbreviationsAndInitials_doNotEndASentence() {
        assertThat(texts("Dr. Hale met J. Smith. See Fig. 3 for more. It was I. Then he left."))
                .containsExactly("Dr. Hale met J. Smith.", "See Fig. 3 for more.", "It was I.", "Then he left.");
    }

    @Test
    void of_blocksWithoutFullStop_areSentencesOfTheirOwn() {
        assertThat(texts("# Tides\nThey turn\ntwice a day\n\nList:\n- spring tide\n- neap tide\n1. first\n2. second"))
                .containsExactly(
                        "# Tides",
                        "They turn\ntwice a day",
                        "List:",
                        "- spring tide",
                        "- neap tide",
                        "1. first",
                        "2. second");
    }

    @Test
    void of_abbreviationBeforeABlankLine_ends() {
        assertThat(texts("It was Dr.\n\nThe next part.")).containsExactly("It was Dr.", "The next part.");
    }

    @Test
    void of_otherScripts_findsTheirSentences() {
        assertThat(texts("潮汐每天两次。月亮是原因。")).containsExactly("潮汐每天两次。", "月亮是原因。");
    }

    @Test
    void of_blankText_findsNothing() {
        assertThat(Sentences.of(" \n\t ", Locale.ROOT)).isEmpty();
        assertThat(Sentences.of("", Locale.ROOT)).isEmpty();
    }

    @Property
    void of_anyText_coversEveryVisibleCharacterOnce(@ForAll String text) {
        List<Span> sentences = Sentences.of(text, Locale.ENGLISH);

        int end = 0;
        for (Span sentence : sentences) {
            assertThat(text.substring(end, sentence.start()))
                    .matches(s -> s.chars().allMatch(SentencesTest::isSpace));
            assertThat(sentence.length()).isPositive();
            end = sentence.end();
        }
        assertThat(text.substring(end)).matches(s -> s.chars().allMatch(SentencesTest::isSpace));
    }

    @Property
    void boundaries_anyText_neverLieInsideAGrapheme(@ForAll String text) {
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text);

        for (int end : Sentences.boundaries(text, Locale.ENGLISH)) {
            assertThat(graphemes.isBoundary(end)).isTrue();
        }
    }

    private static boolean isSpace(int c) {
        return Sentences.isSpace((char) c);
    }

    private static List<String> texts(String text) {
        return Sentences.of(text, Locale.ENGLISH).stream()
                .map(span -> span.of(text))
                .toList();
    }
}
