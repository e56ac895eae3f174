package dev.lectern.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.Randomised;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {

    private static final WordTokenizer WORDS = WordTokenizer.create();

    @Test
    void tokenize_words_takesRunsAndEachOtherCharacter() {
        assertThat(tokens("The 2nd tide, 3.5 m\u00A0high!"))
                .containsExactly("The", "2nd", "tide", ",", "3", ".", "5", "m", "high", "!");
    }

    @Test
    void tokenize_otherScripts_keepsMarksWithTheirWordAndIdeographsApart() {
        assertThat(tokens("Cafe\u0301 \u05E9\u05B8\u05DC \u6F6E\u6C50\u304B \uD83D\uDE00\uD835\uDC00x"))
                .containsExactly(
                        "Cafe\u0301",
                        "\u05E9\u05B8\u05DC",
                        "\u6F6E",
                        "\u6C50",
                        "\u304B",
                        "\uD83D\uDE00",
                        "\uD835\uDC00x");
    }

    @Test
    void tokenize_wordWithoutEnd_countsOncePer32Chars() {
        assertThat(WORDS.count("a".repeat(100))).isEqualTo(4);
        assertThat(tokens("b".repeat(31) + "\uD835\uDC00c")).containsExactly("b".repeat(31) + "\uD835\uDC00", "c");
    }

    @Test
    void tokenize_textCutAtASpace_hasTheTokensOfItsParts() {
        Randomised.times(2_000, random -> {
            String pieces = "ab7,.-\u0301\u6F6E\u304B \n\u00A0\uD83D\uDE00";
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(80); i > 0; i--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            int space = Math.max(0, text.indexOf(" "));

            int parts = WORDS.count(text.substring(0, space)) + WORDS.count(text.substring(space));

            assertThat(parts).isEqualTo(WORDS.count(text));
        });
    }

    private static List<String> tokens(String text) {
        TokenSpans spans = WORDS.tokenize(text);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            tokens.add(text.substring(spans.start(i), spans.end(i)));
        }
        return tokens;
    }
}
