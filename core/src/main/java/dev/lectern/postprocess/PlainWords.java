package dev.lectern.postprocess;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a text into words as they are written: runs of letters, digits and marks in lower case, compatible forms of a character folded
 * together (NFKC). In scripts without spaces each character is a word. Nothing is stemmed: who names a word means this word.
 */
final class PlainWords {

    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private PlainWords() {}

    static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at < plain.length(); ) {
            int point = plain.codePointAt(at);
            int end = at + Character.charCount(point);
            boolean alone = standsAlone(point);
            if (start >= 0 && (alone || !isWord(point))) {
                words.add(plain.substring(start, at));
                start = -1;
            }
            if (alone) {
                words.add(plain.substring(at, end));
            } else if (start < 0 && isWord(point)) {
                start = at;
            }
            at = end;
        }
        if (start >= 0) {
            words.add(plain.substring(start));
        }
        return words;
    }

    private static boolean isWord(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int point) {
        return point >= 0x0E00 && isWord(point) && WITHOUT_SPACES.contains(UnicodeScript.of(point));
    }
}
