package dev.lectern.benchmarks;

import java.util.List;
import java.util.Random;

/**
 * Makes English-looking text: words by their usual frequency, sentences with commas, abbreviations, numbers and quotes, paragraphs
 * and headings. ASCII only, so that a character is a byte. The same seed gives the same text.
 */
final class EnglishText {

    /** Common first: a word is about as frequent as the inverse of its place (Zipf's law). */
    private static final List<String> COMMON =
            List.of(("the of and to a in is that it was for on as with be by at this from or an are "
                            + "which not but have his they had one you were all their there been we has when who will more no if out so what up "
                            + "said its about than into them can only other new some could time these two may then do first any my now such like "
                            + "our over man me even most made after also did many before must through years where much your way well down should "
                            + "because each just those people too how little state good very make world still own see men work long here between")
                    .split(" "));

    private static final List<String> CONTENT =
            List.of(("system water river harbour theory result method measure surface pressure "
                            + "market company teacher student village mountain winter summer morning evening machine engine signal letter answer "
                            + "question problem history science nature country government council member committee report chapter figure table "
                            + "process change growth energy matter material metal temperature structure pattern language sentence document library "
                            + "journey station bridge garden kitchen window island current voyage captain passenger cargo storm weather season "
                            + "observe describe consider develop remain follow produce receive support contain explain compare discover increase "
                            + "reduce support travel gather finish return require provide suggest represent establish identify determine "
                            + "large small early late simple common different several important possible general local public private ancient "
                            + "modern careful rapid gentle narrow broad distant familiar particular considerable independent international")
                    .split(" "));

    private static final List<String> ENDINGS = List.of("", "", "", "s", "s", "ed", "ing", "ly");
    private static final List<String> SYLLABLES = List.of(
            "al", "ber", "cor", "dan", "el", "far", "gor", "hol", "in", "kar", "lin", "mor", "nas", "ot", "per", "quin",
            "ros", "sel", "tor", "ul", "ven", "wes", "yar", "zan");
    private static final List<String> ABBREVIATIONS = List.of(
            "Dr. Ames",
            "Mr. Hale",
            "e.g. this",
            "i.e. that",
            "the U.S. coast",
            "No. 7",
            "St. Ives",
            "p. 12",
            "approx. half");

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private EnglishText(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a text of so many characters; the last sentence may be cut short. */
    static String of(long seed, int length) {
        EnglishText made = new EnglishText(seed);
        while (made.text.length() < length) {
            if (made.random.nextInt(20) == 0) {
                made.heading();
            }
            made.paragraph();
        }
        made.text.setLength(length);
        return made.text.toString();
    }

    private void heading() {
        int words = 2 + random.nextInt(5);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(capital(content()));
        }
        text.append("\n\n");
    }

    private void paragraph() {
        int sentences = 2 + random.nextInt(7);
        for (int i = 0; i < sentences; i++) {
            sentence();
            text.append(i + 1 == sentences ? "\n\n" : random.nextInt(6) == 0 ? "\n" : " ");
        }
    }

    private void sentence() {
        boolean quoted = random.nextInt(15) == 0;
        int words = 4 + random.nextInt(12) + random.nextInt(16);
        text.append(quoted ? "\"" : "").append(capital(word()));
        for (int i = 1; i < words; i++) {
            text.append(random.nextInt(11) == 0 ? ", " : " ").append(word());
        }
        int end = random.nextInt(20);
        text.append(end == 0 ? "?" : end == 1 ? "!" : ".").append(quoted ? "\"" : "");
    }

    private String word() {
        int kind = random.nextInt(100);
        if (kind < 52) {
            return COMMON.get((int) (Math.pow(COMMON.size(), random.nextDouble()) - 1));
        } else if (kind < 93) {
            return content();
        } else if (kind < 95) {
            return capital(rare());
        } else if (kind < 97) {
            return rare();
        } else if (kind < 99) {
            return random.nextBoolean()
                    ? String.valueOf(random.nextInt(2_000))
                    : random.nextInt(90) + "." + random.nextInt(90);
        }
        return ABBREVIATIONS.get(random.nextInt(ABBREVIATIONS.size()));
    }

    private String content() {
        return CONTENT.get(random.nextInt(CONTENT.size())) + ENDINGS.get(random.nextInt(ENDINGS.size()));
    }

    private String rare() {
        StringBuilder word = new StringBuilder();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            word.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
        }
        return word.toString();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
