package dev.lectern.split;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Full stops that end no sentence: abbreviations by language, initials, and ordinal numbers where a language writes them so.
 *
 * <p>Listed are words that are nearly always followed by more of the same sentence: titles, "for example", "figure". Words that often
 * do end a sentence, such as {@code etc.} and {@code no.}, are left out; before a digit no sentence begins anyway.
 */
final class Abbreviations {

    private static final int LONGEST = 12;

    private static final Set<String> ENGLISH = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "rev", "gen", "col", "capt", "lt", "sgt", "hon", "sr", "jr", "vs",
            "cf", "fig", "figs", "eq", "approx", "al");

    private static final Map<String, Set<String>> BY_LANGUAGE = Map.of(
            "en",
            ENGLISH,
            "de",
            Set.of(
                    "dr", "prof", "hr", "fr", "nr", "bzw", "vgl", "abb", "st", "ca", "evtl", "ggf", "sog", "z", "d",
                    "u", "i", "o", "s", "v", "n", "inkl", "exkl", "mio", "mrd"),
            "fr",
            Set.of("m", "mm", "mme", "mlle", "dr", "prof", "p", "cf", "fig", "n", "vol", "av", "env"),
            "es",
            Set.of("sr", "sra", "srta", "dr", "dra", "prof", "p", "fig", "n", "vol", "ud", "uds"),
            "it",
            Set.of("sig", "dott", "prof", "ing", "avv", "p", "fig", "n", "pag", "cfr"),
            "nl",
            Set.of("dhr", "mevr", "dr", "prof", "bijv", "nr", "fig", "ca", "resp"),
            "pt",
            Set.of("sr", "sra", "dr", "dra", "prof", "p", "fig", "n", "vol", "exmo", "exma"));

    /** Languages that write "3rd" as "3.". */
    private static final Set<String> ORDINAL_STOPS = Set.of(
            "de", "da", "nb", "nn", "no", "fi", "is", "et", "lv", "cs", "sk", "sl", "hr", "sr", "bs", "pl", "hu");

    private Abbreviations() {}

    /**
     * Tells whether the full stop at {@code stop} ends no sentence, whatever follows it.
     *
     * @param text the text
     * @param stop where the full stop stands
     */
    static boolean endsAt(String text, int stop, Locale locale) {
        int start = stop;
        while (start > 0 && stop - start <= LONGEST && isPart(text.charAt(start - 1))) {
            start--;
        }
        int length = stop - start;
        if (length == 0 || length > LONGEST) {
            return length == 0 && isOrdinal(text, stop, locale);
        }
        if (length == 1 && Character.isUpperCase(text.charAt(start))) {
            return text.charAt(start) != 'I';
        }
        return isDotted(text, start, stop)
                || BY_LANGUAGE
                        .getOrDefault(locale.getLanguage(), ENGLISH)
                        .contains(text.substring(start, stop).toLowerCase(Locale.ROOT));
    }

    /** Tells whether single letters with stops between them stand there, as in {@code e.g} and {@code U.S.A}. */
    private static boolean isDotted(String text, int start, int stop) {
        if (stop - start < 3) {
            return false;
        }
        for (int i = start; i < stop; i++) {
            if ((text.charAt(i) == '.') != ((i - start) % 2 == 1)) {
                return false;
            }
        }
        return (stop - start) % 2 == 1;
    }

    /** Tells whether one or two digits stand before a stop that makes them an ordinal; longer numbers are years and amounts. */
    private static boolean isOrdinal(String text, int stop, Locale locale) {
        int start = stop;
        while (start > 0 && stop - start < 3 && Character.isDigit(text.charAt(start - 1))) {
            start--;
        }
        boolean apart = start == 0 || Sentences.isSpace(text.charAt(start - 1));
        return stop - start >= 1 && stop - start <= 2 && apart && ORDINAL_STOPS.contains(locale.getLanguage());
    }

    private static boolean isPart(char c) {
        return c == '.' || Character.isLetter(c);
    }
}
