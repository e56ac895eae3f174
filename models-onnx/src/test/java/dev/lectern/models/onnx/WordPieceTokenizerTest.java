package dev.lectern.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.lectern.embed.TokenSpans;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the reference, which runs as native code. */
class WordPieceTokenizerTest {

    /** Marks that NFD sorts and that stay, of combining classes 226 and 216. */
    private static final String HIGH_MARK = Character.toString(0x1D16D);

    private static final String LOW_MARK = Character.toString(0x1D165);
    private static final int CODE_POINTS_PER_TEXT = 64;
    private static final int RANDOM_TEXTS = 4000;

    private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.of(ModelDescriptor.allMiniLmL6V2());
    private static HuggingFaceTokenizer reference;

    @BeforeAll
    static void openReference() throws Exception {
        reference = Reference.tokenizer();
    }

    @AfterAll
    static void closeReference() {
        reference.close();
    }

    /** Languages of many scripts, and texts as they come: code, tables, formulas, emoji, addresses. */
    static List<String> samples() {
        return Arrays.asList(
                "The keeper wrote: \"Wind NNW, force 7\u20138; pressure 987.4 hPa (falling).\" It wasn't the first warning!",
                "\u00C0 l\u2019\u00E9t\u00E9, na\u00EFve fa\u00E7ade; Stra\u00DFe, \u00C6r\u00F8, \u0141\u00F3d\u017A, \u0130stanbul, \u01C5",
                "\u039F\u03B4\u03C5\u03C3\u03C3\u03AD\u03B1\u03C2 \u1F08\u03C1\u03C7\u1F75; \u0391\u03A3",
                "\u0428\u0438\u0440\u043E\u043A\u0430\u044F \u044D\u043B\u0435\u043A\u0442\u0440\u0438\u0444\u0438\u043A\u0430\u0446\u0438\u044F \u0439\u0451",
                "\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD \u05E2\u05D5\u05DC\u05DD",
                "\u0627\u0644\u0633\u0651\u064E\u0644\u0627\u0645\u064F \u0639\u0644\u064A\u0643\u0645\u060C 123\u0661\u0662",
                "\u0939\u093F\u0928\u094D\u0926\u0940 \u092E\u0947\u0902 \u0915\u093C\u0932\u092E\u0964",
                "\u09AC\u09BE\u0982\u09B2\u09BE \u0BA4\u0BAE\u0BBF\u0BB4\u0BCD \u0C24\u0C46\u0C32\u0C41\u0C17\u0C41 \u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22",
                "\u6771\u4EAC\u90FD\u306E\u4EBA\u53E3\u306F\u7D041400\u4E07\u4EBA\u3067\u3059\u3002\u30AB\u30BF\u30AB\u30CA \u304C\u304E",
                "\u5317\u4EAC\u5E02\u9762\u79EF16410.54\u5E73\u65B9\u516C\u91CC\uFF0C\u4F4D\u4E8E\u534E\u5317\u3002\uF9D0\u2F81A",
                "\uB300\uD55C\uBBFC\uAD6D\uC758 \uC218\uB3C4 \uC11C\uC6B8 \u1100\u1161\u11A8",
                "H\u2082O \u2260 CO\u2082 \u00BD \uFB01ne \uFF26\uFF35\uFF2C\uFF2C \u2160 \u33A1 \u212B",
                "\uD83D\uDC69\u200D\uD83D\uDE80 to the \uD83C\uDF19! \u2764\uFE0F \uD83C\uDDE9\uD83C\uDDEA",
                "for (int i = 0; i < n; i++) { a[i] += b[i] * 0x1F; } // https://example.org/a_b?c=d#e",
                "|a|b|\n|---|---|\n|1,5|2.5e-3|\t\r\n  \u00A0x\u2003y\u2028z\u3000w",
                "Pneumonoultramicroscopicsilicovolcanoconiosis antidisestablishmentarianism zzzzqqqq",
                "[CLS] stays [SEP] special [MASK][PAD] [UNK] but [cls] and [ CLS ] and [CLS do not]",
                "a\u0000b\u0007c\u00ADd\u200Be\uFEFFf\uFFFDg\uE000h\u0378i",
                "x".repeat(99) + " " + "x".repeat(100) + " " + "x".repeat(101) + " " + "\uD835\uDD04".repeat(101),
                "e\u0301".repeat(100) + " " + "e\u0301".repeat(101),
                "");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ids_sample_areThoseOfTheReference(String text) {
        assertThat(TOKENIZER.ids(text)).isEqualTo(referenceIds(text));
        assertThat(TOKENIZER.count(text)).isEqualTo(referenceIds(text).length);
    }

    @Test
    void ids_everyCodePoint_areThoseOfTheReference() {
        Set<Integer> different = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint = following(codePoint)) {
            appendFrames(codePoint, text);
            if (codePoint % CODE_POINTS_PER_TEXT == CODE_POINTS_PER_TEXT - 1) {
                if (!Arrays.equals(TOKENIZER.ids(text), referenceIds(text.toString()))) {
                    different.addAll(differentNear(codePoint));
                }
                text.setLength(0);
            }
        }

        assertThat(different).containsExactlyElementsOf(spaceControls());
    }

    @Test
    void ids_randomText_areThoseOfTheReference() {
        RandomText random = RandomText.seeded();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = random.next();

            int[] found = TOKENIZER.ids(text);

            assertThat(found)
                    .as(() -> random + " text " + RandomText.escaped(text))
                    .isEqualTo(referenceIds(text));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tokenize_sample_hasSpansOfTheReference(String text) {
        TokenSpans spans = TOKENIZER.tokenize(text);

        CharSpan[] expected = reference.encode(text, false, false).getCharTokenSpans();
        for (int i = 0; i < spans.size(); i++) {
            assertThat(text.substring(spans.start(i), spans.end(i)))
                    .as("token " + i)
                    .isEqualTo(text.substring(
                            text.offsetByCodePoints(0, expected[i].getStart()),
                            text.offsetByCodePoints(0, expected[i].getEnd())));
        }
    }

    @Test
    void tokenize_randomText_hasSpansInTextOrderThatHoldTheTokens() {
        RandomText random = RandomText.seeded();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = random.next();

            TokenSpans spans = TOKENIZER.tokenize(text);

            int previous = 0;
            for (int token = 0; token < spans.size(); token++) {
                assertThat(spans.start(token)).as(random::toString).isBetween(previous, text.length() - 1);
                assertThat(spans.end(token)).as(random::toString).isBetween(spans.start(token) + 1, text.length());
                previous = spans.start(token);
            }
        }
    }

    @Test
    void count_partsCutAtWhiteSpace_addUpToTheWhole() {
        RandomText random = RandomText.seeded();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = random.next();

            int parts = text.codePoints()
                    .mapToObj(c -> isSpace(c) ? "\n" : Character.toString(c))
                    .collect(Collectors.joining())
                    .lines()
                    .mapToInt(TOKENIZER::count)
                    .sum();

            assertThat(parts)
                    .as(() -> random + " text " + RandomText.escaped(text))
                    .isEqualTo(TOKENIZER.count(text));
        }
        assertThat(TOKENIZER.isLocal()).isTrue();
    }

    @Test
    void count_anyWhiteSpaceBetweenLetters_isTwo() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (isSpace(codePoint)) {
                assertThat(TOKENIZER.count("a" + Character.toString(codePoint) + "b"))
                        .as(Integer.toHexString(codePoint))
                        .isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDC00", "\uDC00\uD800"})
    void ids_loneSurrogate_leavesNoTrace(String surrogate) {
        assertThat(TOKENIZER.ids("ti" + surrogate + "de" + surrogate)).isEqualTo(TOKENIZER.ids("tide"));
    }

    @Test
    void ids_anyCharSequence_areThoseOfItsText() {
        assertThat(TOKENIZER.ids(CharBuffer.wrap("The tide turns."))).isEqualTo(TOKENIZER.ids("The tide turns."));
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    private static List<Integer> spaceControls() {
        return UnicodeTable.SPACE_CONTROLS.chars().boxed().sorted().toList();
    }

    /** Puts a code point in all places where it could matter: alone, in a word, beside marks that vanish or are sorted. */
    private static void appendFrames(int codePoint, StringBuilder text) {
        String own = Character.toString(codePoint);
        text.append(own)
                .append(" ti")
                .append(own)
                .append("de \u0301")
                .append(own)
                .append("\u0327e the ");
        text.append(HIGH_MARK).append(own).append(LOW_MARK).append(" the ");
    }

    private static Set<Integer> differentNear(int last) {
        Set<Integer> different = new TreeSet<>();
        for (int codePoint = last - CODE_POINTS_PER_TEXT + 1; codePoint <= last; codePoint++) {
            StringBuilder text = new StringBuilder();
            appendFrames(codePoint, text);
            if (!Arrays.equals(TOKENIZER.ids(text), referenceIds(text.toString()))) {
                different.add(codePoint);
            }
        }
        return different;
    }

    /** Leaves out surrogates and most of the planes in which nothing is assigned. */
    private static int following(int codePoint) {
        int next = codePoint + 1;
        if (next == Character.MIN_SURROGATE) {
            return Character.MAX_SURROGATE + 1;
        }
        boolean emptyPlane = (next >= 0x40000 && next < 0xE0000) || next >= 0xF0000;
        return emptyPlane && next % 0x1000 == CODE_POINTS_PER_TEXT ? next - CODE_POINTS_PER_TEXT + 0x1000 : next;
    }

    private static int[] referenceIds(String text) {
        Encoding encoding = reference.encode(text, false, false);
        return Arrays.stream(encoding.getIds()).mapToInt(id -> (int) id).toArray();
    }
}
