package dev.lectern.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Span;
import java.text.BreakIterator;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

    @Test
    void of_plainSentences_findsEach() {
        assertThat(texts("The tide turns. It does so twice a day! Why? The moon."))
                .containsExactly("The tide turns.", "It does so twice a day!", "Why?", "The moon.");
    }

    @Test
    void of_bracketAfterBlankLine_leavesTheFullStopWithItsSentence() {
        assertThat(texts("The logo is orange.\n\n[2] It was red."))
                .containsExactly("The logo is orange.", "[2] It was red.");
    }

    @Test
    void of_wrappedLine_isNoEnd() {
        assertThat(texts("It was built by\nHanna Voss\r\nin May. It\nstands.\nStill."))
                .containsExactly("It was built by\nHanna Voss\r\nin May.", "It\nstands.", "Still.");
    }

    @Test
    void of_abbreviationsAndInitials_doNotEndASentence() {
        assertThat(
                        texts(
                                "Dr. Hale met J. Smith. See Fig. 3 for more. It was I. Then he left the U.S. Navy. He said no. Then"))
                .containsExactly(
                        "Dr. Hale met J. Smith.",
                        "See Fig. 3 for more.",
                        "It was I.",
                        "Then he left the U.S. Navy.",
                        "He said no.",
                        "Then");
    }

    @Test
    void of_rowsWithBarsBetweenCells_standAlone() {
        assertThat(texts("Sailings\ndays | from A | from B\nMon | 08:00 | 09:00\nNo boats on\nSundays, a|b or ||. End"))
                .containsExactly(
                        "Sailings",
                        "days | from A | from B",
                        "Mon | 08:00 | 09:00",
                        "No boats on\nSundays, a|b or ||.",
                        "End");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "de, Er mag z. B. Hunde. Am 3. Oktober kam er. Es war 1990. Der Rest., 4",
        "de-AT, Vgl. Abb. Nummer. Ende., 2",
        "fr, M. Dupont parle. Il part., 2",
        "es, La Sra. Ruiz habla. Se va., 2",
        "en, Er kam am 3. Oktober. Ende., 3",
        "ja, 潮汐は毎日。月が原因です！本当？はい。, 4",
        "hi, ज्वार आता है। चाँद कारण है।, 2",
        "th, ภาษาไทยไม่มีช่องว่าง, 1",
        "ar, هل تعرف? نعم., 2",
    })
    void of_otherLanguages_followsTheirHabits(String language, String text, int sentences) {
        assertThat(Sentences.of(text, Locale.forLanguageTag(language))).hasSize(sentences);
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
    void of_underlinedHeadingFenceAndTable_areBlocks() {
        assertThat(texts("Tides\n=====\nThey turn\n```\nrun();\nstop();\n```\nafter\n| a | b |\n| c | d |"))
                .containsExactly(
                        "Tides\n=====",
                        "They turn",
                        "```",
                        "run();\nstop();",
                        "```",
                        "after",
                        "| a | b |",
                        "| c | d |");
    }

    @Test
    void of_hashOrDashInsideAParagraph_isNoBlock() {
        assertThat(texts("The issue\n#12 is fixed\n-ish and\n2024 was")).hasSize(1);
    }

    @Test
    void of_headingInCapitals_isABlock() {
        assertThat(
                        texts(
                                "THE WRECK OF THE BONNIE JEAN\r\nShe sank in May.\n\nTHE LAMP AND\nTHE KEEPER (1890)\n12 men saw it."))
                .containsExactly(
                        "THE WRECK OF THE BONNIE JEAN",
                        "She sank in May.",
                        "THE LAMP AND\nTHE KEEPER (1890)",
                        "12 men saw it.");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "It was sent to\nNASA AND ESA\nBoth agreed to it.",
                "PLEASE DO NOT OPEN\nthe valve.",
                "DO NOT OPEN THE VALVE\nWHILE IT IS HOT",
                "NASA\nAgreed to it.",
                "A B\nTwo letters.",
                "FOR ADA, BOB,\nCharles and Dora.",
                "The USS MAINE\nSank there.",
                "THE FIRST LINE\nTHE SECOND LINE\nTHE THIRD LINE\nTHE FOURTH LINE\nThen this.",
                "IT WAS THE BEST OF TIMES AND IT WAS THE WORST OF TIMES AND IT WAS THE AGE OF WISDOM\nDickens wrote."
            })
    void of_capitalsThatAreNoHeading_endNothing(String text) {
        assertThat(texts(text)).containsExactly(text);
    }

    @Test
    void of_abbreviationBeforeABlankLine_ends() {
        assertThat(texts("It was Dr.\n\nThe next part.")).containsExactly("It was Dr.", "The next part.");
    }

    @Test
    void of_blankText_findsNothing() {
        assertThat(Sentences.of(" \n\t ", Locale.ROOT)).isEmpty();
        assertThat(Sentences.of("", Locale.ROOT)).isEmpty();
    }

    @Test
    void localeOf_tagOfEitherSpelling_isTheLanguage() {
        assertThat(Sentences.localeOf(Metadata.of(MetadataKeys.LANGUAGE, "de_CH")))
                .isEqualTo(Locale.forLanguageTag("de-CH"));
        assertThat(Sentences.localeOf(Metadata.empty())).isEqualTo(Locale.ROOT);
    }

    @Test
    void boundaries_anyText_areThoseOfTheIteratorOverTheWholeText() {
        Randomised.times(5_000, random -> {
            String text = HostileText.of(random, 40);

            int[] boundaries = Sentences.boundaries(text, Locale.ENGLISH);

            assertThat(boundaries).containsExactly(slowly(text, Locale.ENGLISH));
        });
    }

    @Test
    void of_anyText_coversEveryVisibleCharacterOnce() {
        Randomised.times(2_000, random -> {
            String text = HostileText.of(random, 40);

            List<Span> sentences = Sentences.of(text, Locale.ENGLISH);

            BitSet covered = new BitSet();
            int end = 0;
            for (Span sentence : sentences) {
                assertThat(sentence.start()).isGreaterThanOrEqualTo(end);
                assertThat(sentence.length()).isPositive();
                end = sentence.end();
                covered.set(sentence.start(), end);
            }
            for (int i = 0; i < text.length(); i++) {
                assertThat(covered.get(i) || Sentences.isSpace(text.charAt(i))).isTrue();
            }
        });
    }

    /** The definition, by one iterator over the whole text and by the graphemes of the whole text. */
    private static int[] slowly(String text, Locale locale) {
        BitSet found = new BitSet();
        BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
        breaks.setText(text);
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            int last = end - 1;
            while (last > 0 && Sentences.isSpace(text.charAt(last))) {
                last--;
            }
            boolean open = end < text.length()
                    && (Sentences.isTerminator(text.charAt(end))
                            || (text.charAt(last) == '.' && Abbreviations.endsAt(text, last, locale)));
            if (!open) {
                found.set(end);
            }
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i - 1) == '\n' && Blocks.beginAt(text, i)) {
                found.set(i);
            }
        }
        BitSet graphemes = new BitSet();
        Matcher matcher = Pattern.compile("\\X").matcher(text);
        while (matcher.find()) {
            graphemes.set(matcher.end());
        }
        found.and(graphemes);
        return found.stream().toArray();
    }

    private static List<String> texts(String text) {
        return Arrays.asList(Sentences.of(text, Locale.ENGLISH).stream()
                .map(span -> span.of(text))
                .toArray(String[]::new));
    }
}
