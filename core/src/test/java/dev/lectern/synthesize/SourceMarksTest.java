package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.Randomised;
import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a mark and what is none, of three sources that become 11, 12 and 13. */
class SourceMarksTest {

    private static final int SOURCES = 3;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "At noon [1].|At noon [11].",
                "At noon[1].|At noon[11].",
                "[1, 3]|[11, 13]",
                "[1,3]|[11, 13]",
                "[1; 3]|[11, 13]",
                "[1 & 3]|[11, 13]",
                "[1 and 3]|[11, 13]",
                "[1, 2, and 3]|[11, 12, 13]",
                "[ 2 ]|[12]",
                "[1-3]|[11, 12, 13]",
                "[1\u20133]|[11, 12, 13]",
                "[1 \u2014 2]|[11, 12]",
                "[3-1]|[13, 11]",
                "[1, 1]|[11]",
                "[Source 1]|[11]",
                "[source 1]|[11]",
                "[Sources 1 and 2]|[11, 12]",
                "[Source 1, Source 3]|[11, 13]",
                "[Source 1-3]|[11, 12, 13]",
                "[source: 2]|[12]",
                "\u30101\u3011|[11]",
                "\u30101\u2020source\u3011|[11]",
                "\u30102\u2020L12-L15\u3011|[12]",
                "\uFF3B1\uFF3D|[11]",
                "[1][2]|[11][12]",
                "[^1]|[11]",
                "[^1, ^2]|[11, 12]",
                "[[2]]|[[12]]",
                "[9]|[9?]",
                "[0]|[0?]",
                "[Source 9]|[9?]",
                "\u30109\u2020source\u3011|[9?]",
                "[^9]|[9?]",
                "[2; 9]|[12][9?]",
                "[2-9]|[12, 13][9?]",
                "[7-9]|[7?][9?]",
                "[999]|[999?]",
            })
    void marks_ofAnyForm_areRewrittenAndChecked(String text, String rewritten) {
        assertThat(rewritten(text)).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1](https://example.org)",
                "[9](#notes)",
                "a[1]",
                "a[1][2] = 7",
                "some_list[2]",
                "Use `a [1]` there.",
                "Use ``a ` [1]`` there.",
                "```\nint x = y [1];\n[9]\n```\nDone.",
                "```java\n[9]",
                "~~~\n[9]\n~~~",
                "{\"lines\": [1, 2]}",
                "In [2024] it rose.",
                "[2019-2024]",
                "[2024-05]",
                "[1000000]",
                "[1.5]",
                "[1/2]",
                "[a]",
                "[]",
                "[ ]",
                "[1",
                "1]",
                "[1, ]",
                "[10 %]",
                "[\u2020source]",
                "Source 1: the tide",
                "As in Source 1:\nnothing",
            })
    void text_thatIsNoMark_isLeftAlone(String text) {
        assertThat(rewritten(text)).isEqualTo(text);
        assertThat(SourceMarks.find(text, List.of(), SOURCES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It's[1]|It's[11]",
                "It is 5 m[1].|It is 5 m[11].",
                "vitamin C[2]|vitamin C[12]",
                "a `b` c [1] `d`|a `b` c [11] `d`",
                "one ` [1]|one ` [11]",
                "one ` [1]\\nanother ` [2]|one ` [11]\\nanother ` [12]",
                "``noon'' [1]|``noon'' [11]",
                "```x [9]``` [1]|```x [9]``` [11]",
                "```\\n[9]\\n```\\n[1]|```\\n[9]\\n```\\n[11]",
                "he says: [1]|he says: [11]",
            })
    void mark_besideWhatLooksLikeCode_isAMark(String text, String rewritten) {
        String written = text.replace("\\n", "\n");

        assertThat(rewritten(written)).isEqualTo(rewritten.replace("\\n", "\n"));
    }

    @Test
    void headings_areNumberedAndClaimNothing() {
        String text = "Source 3:\nAt noon [3].\n\nSources 1, 2, part 1 of 2:\nAt dusk.\n\nSource 9:\nNever.";

        assertThat(rewritten(text))
                .isEqualTo("Source 13:\nAt noon [13].\n\nSources 11, 12, part 1 of 2:\nAt dusk.\n\nSource 9?:\nNever.");
        assertThat(SourceMarks.cited(text, List.of(), SOURCES)).containsExactly(3);
    }

    @Test
    void yearThatIsANumberOfASource_isAMark() {
        assertThat(SourceMarks.cited("[1024]", List.of(), 2000)).containsExactly(1024);
    }

    @Test
    void quotes_keepTheirTextWhateverStandsInThem() {
        String quoted = "See ` and [1], or\n```\nthere.";
        String text = "[1] " + quoted + " [2] `";
        Quote quote = new Quote(new Span(4, 4 + quoted.length()), 2, "doc", new Span(0, quoted.length()));

        SourceMarks.Rewritten rewritten =
                SourceMarks.rewrite(text, List.of(quote), SOURCES, SourceMarksTest::written, number -> number + 10);

        assertThat(rewritten.text()).isEqualTo("[11] " + quoted + " [12] `");
        assertThat(rewritten.quotes().get(0).answerSpan().of(rewritten.text())).isEqualTo(quoted);
        assertThat(rewritten.quotes().get(0).number()).isEqualTo(12);
    }

    @Test
    void rewriter_piecesOfAnySize_giveWhatTheWholeGives() {
        Randomised.times(2000, random -> {
            String text = anyAnswer(random);
            MarkRewriter rewriter = new MarkRewriter(SOURCES, SourceMarksTest::written);
            StringBuilder streamed = new StringBuilder();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(4));
                streamed.append(rewriter.next(text.substring(at, end)));
                at = end;
            }
            streamed.append(rewriter.end());

            assertThat(streamed.toString()).as(text).isEqualTo(rewritten(text));
        });
    }

    @Test
    void rewriter_textWithoutBracket_isNotHeldBack() {
        MarkRewriter rewriter = new MarkRewriter(SOURCES, SourceMarksTest::written);

        assertThat(rewriter.next("At no")).isEqualTo("At no");
        assertThat(rewriter.next("on [")).isEqualTo("on ");
        assertThat(rewriter.next("1")).isEmpty();
        assertThat(rewriter.next("]")).isEmpty();
        assertThat(rewriter.next(" and")).isEqualTo("[11] and");
        assertThat(rewriter.next(" [see")).isEqualTo(" [see");
    }

    private static String written(int number) {
        return number >= 1 && number <= SOURCES ? Integer.toString(10 + number) : number + "?";
    }

    private static String rewritten(String text) {
        return SourceMarks.rewrite(text, List.of(), SOURCES, SourceMarksTest::written, number -> number)
                .text();
    }

    static String anyAnswer(Random random) {
        String[] parts = {
            "tide ",
            "[1]",
            "[2]",
            "[3, 1]",
            "[9]",
            "[",
            "]",
            "[[1]",
            "[ 1]",
            "[12, ",
            "[a]",
            "\n\n",
            ".",
            "[1\u20133]",
            "[Source 2]",
            "\u30101\u2020source\u3011",
            "[^3]",
            "(",
            "(url)",
            "`",
            "``",
            "\n```\n",
            "\n~~~",
            "\nSource 2:\n",
            "\nSources 1, 2, part 1 of 2:",
            "a",
            "_",
            " ",
            "\"x\": ",
            "[2024]",
            "5 "
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(16); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
