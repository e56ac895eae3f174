package dev.lectern.readers.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Guesses the charset of bytes that are not UTF-8 and declare nothing.
 *
 * <p>A library that knows the byte patterns of languages says first what it thinks. It is good at East Asian charsets and weak between
 * the single-byte ones. So a single-byte answer, or none, is put beside the other common single-byte charsets, and the one whose text
 * looks most like words wins: no symbol inside a word, no mix of scripts, no capital after a small letter. Stateless, thread-safe.
 */
final class CharsetGuess {

    /** More bytes do not change the guess. */
    private static final int SAMPLE_BYTES = 64 * 1024;

    /** Lets the library decide between charsets whose texts look equally good. */
    private static final double LIBRARY_BONUS = 0.02;

    /** From the most to the least common; ties go to the earlier one. */
    private static final List<Charset> SINGLE_BYTE = charsets(
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

    private CharsetGuess() {}

    private static List<Charset> charsets(String... names) {
        return Arrays.stream(names)
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .toList();
    }

    /** Returns the charset of bytes that are all below 128 and yet not ASCII, or null. */
    static @Nullable Charset sevenBit(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == 0x1B && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
                return byLibrary(bytes);
            }
        }
        return null;
    }

    /** Returns the likeliest charset; windows-1252 where nothing speaks for another. */
    static Charset of(byte[] bytes) {
        byte[] sample = bytes.length > SAMPLE_BYTES ? Arrays.copyOf(bytes, SAMPLE_BYTES) : bytes;
        Charset said = byLibrary(sample);
        if (said != null && said.newEncoder().maxBytesPerChar() > 1) {
            return said;
        }
        Set<Charset> candidates = new LinkedHashSet<>(SINGLE_BYTE);
        if (said != null) {
            candidates.add(said);
        }
        Charset best = SINGLE_BYTE.get(0);
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

    private static @Nullable Charset byLibrary(byte[] bytes) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, Math.min(bytes.length, SAMPLE_BYTES));
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        Charset charset = name == null ? null : TextDecoder.supported(name);
        return StandardCharsets.UTF_8.equals(charset) ? null : charset;
    }
}
