package dev.lectern.split;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Words after which a full stop ends no sentence, by language.
 *
 * <p>Chosen are those that are nearly always followed by more of the same sentence: titles, "for example", "number", "figure".
 * Words that often do end a sentence, such as {@code etc.}, are left out.
 */
final class Abbreviations {

    private static final Set<String> ENGLISH = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "rev", "gen", "col", "capt", "lt", "sgt", "hon", "sr", "jr", "vs",
            "e.g", "i.e", "cf", "fig", "figs", "eq", "no", "nos", "vol", "pp", "p", "ch", "sec", "ed", "eds", "approx",
            "al");

    private static final Map<String, Set<String>> BY_LANGUAGE = Map.of(
            "en", ENGLISH,
            "de",
                    Set.of(
                            "dr", "prof", "hr", "fr", "nr", "z.b", "d.h", "u.a", "bzw", "vgl", "abb", "s", "st", "ca",
                            "evtl", "ggf"),
            "fr", Set.of("m", "mm", "mme", "mlle", "dr", "prof", "p.ex", "cf", "fig", "n", "p", "vol", "av", "env"),
            "es", Set.of("sr", "sra", "srta", "dr", "dra", "prof", "p.ej", "fig", "n", "p", "vol", "ud", "uds"));

    private Abbreviations() {}

    /**
     * Tells whether the full stop at {@code stop} belongs to an abbreviation or an initial such as the one of {@code J. Smith}.
     *
     * @param text the text
     * @param stop where the full stop stands
     */
    static boolean endsAt(CharSequence text, int stop, Locale locale) {
        int start = stop;
        while (start > 0 && stop - start < 12 && isPart(text.charAt(start - 1))) {
            start--;
        }
        int length = stop - start;
        if (length == 0) {
            return false;
        }
        String word = text.subSequence(start, stop).toString();
        boolean initial = length == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        return initial
                || BY_LANGUAGE.getOrDefault(locale.getLanguage(), ENGLISH).contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isPart(char c) {
        return Character.isLetter(c) || c == '.';
    }
}
