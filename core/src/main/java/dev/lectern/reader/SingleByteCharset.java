package dev.lectern.reader;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between charsets of one byte per character, for readers of text that declares none.
 *
 * <p>Libraries that know the byte patterns of languages are good at East Asian charsets and weak here. So their answer is put beside the
 * other common ones, and the one whose text looks most like words wins: no symbol inside a word, no mix of scripts, no capital after a
 * small letter. Stateless, thread-safe.
 */
public final class SingleByteCharset {

    /** Lets the library decide between charsets whose texts look equally good. */
    private static final double LIBRARY_BONUS = 0.02;

    /** From the most to the least common; ties go to the earlier one. */
    private static final List<Charset> COMMON = charsets(
            "windows-1252",
            "windows-1251",
            "windows-1250",
            "ISO-8859-2",
            "windows-1253",
            "windows-1254",
            "windows-1255",
            "windows-1256",
            "KOI8-R",
            "IBM866",
            "x-windows-874",
            "windows-1257",
            "ISO-8859-5");

    private SingleByteCharset() {}

    private static List<Charset> charsets(String... names) {
        return Arrays.stream(names)
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .toList();
    }

    /**
     * Returns the likeliest charset; windows-1252 where nothing speaks for another.
     *
     * @param sample bytes of the text; some tens of kilobytes say as much as more
     * @param said what a library thinks it is, null if it does not know
     */
    public static Charset of(byte[] sample, @Nullable Charset said) {
        Set<Charset> candidates = new LinkedHashSet<>(COMMON);
        if (said != null) {
            candidates.add(said);
        }
        Charset best = COMMON.get(0);
        double bestScore = Double.NEGATIVE_INFINITY;
        for (Charset candidate : candidates) {
            double score = WordScore.of(new String(sample, candidate)) + (candidate.equals(said) ? LIBRARY_BONUS : 0);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }
}
