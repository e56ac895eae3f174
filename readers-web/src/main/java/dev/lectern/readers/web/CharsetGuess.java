package dev.lectern.readers.web;

import dev.lectern.reader.SingleByteCharset;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Guesses the charset of a body that is not UTF-8 and of which nobody says what it is: East Asian ones by the patterns of their bytes, the
 * others by which text looks like words. Stateless, thread-safe.
 */
final class CharsetGuess {

    /** More bytes do not change the guess. */
    private static final int SAMPLE_BYTES = 64 * 1024;

    private static final int HEAD_BYTES = 8 * 1024;

    private static final Pattern LANGUAGE =
            Pattern.compile("<html\\b[^>]{0,1000}?\\blang\\s*=\\s*[\"']?([a-z]{2})\\b", Pattern.CASE_INSENSITIVE);

    /** Languages whose letters look like words in another charset as well. */
    private static final Map<String, String> USUAL = Map.of(
            "cs", "windows-1250",
            "hr", "windows-1250",
            "hu", "windows-1250",
            "pl", "windows-1250",
            "ro", "windows-1250",
            "sk", "windows-1250",
            "sl", "windows-1250",
            "tr", "windows-1254");

    private CharsetGuess() {}

    /**
     * Returns the likeliest charset; windows-1252 where nothing speaks for another.
     *
     * @param named finds a charset by its name, as the web understands it
     */
    static Charset of(byte[] body, Function<String, Optional<Charset>> named) {
        byte[] sample = sample(body);
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(sample);
        detector.dataEnd();
        Charset said = Optional.ofNullable(detector.getDetectedCharset())
                .flatMap(named)
                .filter(charset -> !charset.name().startsWith("UTF-") && charset.canEncode())
                .orElse(null);
        return said != null && said.newEncoder().maxBytesPerChar() > 1
                ? said
                : SingleByteCharset.of(sample, byLanguage(body).flatMap(named).orElse(said));
    }

    /** Returns the name of what pages of the language that the page says it is in are usually written in. */
    private static Optional<String> byLanguage(byte[] body) {
        String head = new String(body, 0, Math.min(body.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        Matcher language = LANGUAGE.matcher(head);
        return language.find()
                ? Optional.ofNullable(USUAL.get(language.group(1).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** Returns what begins with the first byte that is not ASCII: pages have long heads of scripts. */
    private static byte[] sample(byte[] body) {
        int start = 0;
        while (start < body.length && body[start] >= 0) {
            start++;
        }
        int from = Math.max(0, start - 1); // a letter before it is part of its word
        return Arrays.copyOfRange(body, from, Math.min(body.length, from + SAMPLE_BYTES));
    }
}
