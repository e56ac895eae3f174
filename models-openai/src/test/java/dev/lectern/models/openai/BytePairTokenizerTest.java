package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePairTokenizerTest {

    private static final List<Tokenizer> ALL =
            List.of(BytePairTokenizer.cl100k(), BytePairTokenizer.o200k(), BytePairTokenizer.estimate());

    /** The counts are those that OpenAI publishes for its own tokenizer; the third with each digit by itself and an eighth more. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0, 0",
        "tiktoken is great!, 6, 6, 7",
        "antidisestablishmentarianism, 6, 6, 6",
        "2 + 2 = 4, 7, 7, 8",
        "お誕生日おめでとう, 9, 8, 16"
    })
    void count_isThatOfTiktoken(String text, int cl100k, int o200k, int r50k) {
        assertThat(BytePairTokenizer.cl100k().count(text)).isEqualTo(cl100k);
        assertThat(BytePairTokenizer.o200k().count(text)).isEqualTo(o200k);
        assertThat(BytePairTokenizer.estimate().count(text)).isEqualTo(r50k);
    }

    @Test
    void estimate_countsEachDigitAndAnEighthMore() {
        assertThat(BytePairTokenizer.estimate().count("20260101")).isEqualTo(9);
    }

    @Test
    void specialTokens_inAText_areText() {
        assertThat(BytePairTokenizer.cl100k().count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void spans_ofAnyText_coverItInOrderAndAreAsManyAsCounted() {
        long seed = Long.getLong("lectern.seed", 20_261_129L);
        Random random = new Random(seed);
        String[] parts = {
            "tide", " ", "12", "\n\n", "é", "潮汐", "\uD83C\uDF0A", "שלום", "\uD83C", "\uDF0A", "  x", "don't"
        };
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            for (Tokenizer tokenizer : ALL) {
                TokenSpans spans = tokenizer.tokenize(text);

                String where = tokenizer.name() + ", -Dlectern.seed=" + seed + ", round " + round;
                assertThat(spans.size()).as(where).isEqualTo(tokenizer.count(text));
                int covered = 0;
                for (int i = 0; i < spans.size(); i++) {
                    assertThat(spans.start(i)).as(where).isLessThanOrEqualTo(covered);
                    assertThat(spans.end(i))
                            .as(where)
                            .isGreaterThan(spans.start(i))
                            .isGreaterThanOrEqualTo(covered);
                    covered = spans.end(i);
                }
                assertThat(covered).as(where).isEqualTo(text.length());
            }
        }
    }
}
