package dev.lectern.readers.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands the values of mail headers: words in other charsets, parameters, dates. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047, non-ASCII text in headers</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2231">RFC 2231, parameter values in other charsets</a>
 */
final class MailHeaders {

    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s*]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?]*)\\?=");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)\\s+(=\\?)");

    /** The longest date with names of day and zone has some fifty. */
    private static final int MAX_DATE_CHARS = 200;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("[EEE, ]d MMM yyyy H:m[:s] Z", Locale.ENGLISH);

    private MailHeaders() {}

    /** Decodes the words of a header. */
    static String decoded(String raw) {
        // Some programs send other charsets as they are.
        String header =
                TextDecoder.decode(raw.getBytes(StandardCharsets.ISO_8859_1)).text();
        Matcher word = WORD.matcher(BETWEEN_WORDS.matcher(header).replaceAll("$1$2"));
        StringBuilder text = new StringBuilder();
        while (word.find()) {
            word.appendReplacement(
                    text, Matcher.quoteReplacement(word(word.group(1), word.group(2), word.group(3), word.group())));
        }
        return PartNames.clean(word.appendTail(text).toString()).strip().replaceAll("\\s+", " ");
    }

    private static String word(String charsetName, String encoding, String encoded, String whole) {
        Charset charset = TextDecoder.supported(charsetName);
        if (charset == null) {
            return whole;
        }
        byte[] bytes = encoding.equalsIgnoreCase("b")
                ? MimePart.base64(encoded)
                : MimePart.quotedPrintable(encoded.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1));
        return new String(bytes, charset);
    }

    /** Returns a parameter of a header, empty if it is not there. */
    static String parameter(String header, String name) {
        Matcher extended = Pattern.compile("(?i);\\s*" + name + "\\*(?:0\\*)?\\s*=\\s*\"?([\\w-]*)'[^']*'([^;\"]*)")
                .matcher(header);
        if (extended.find()) {
            Charset charset = TextDecoder.supported(extended.group(1));
            byte[] bytes =
                    MimePart.quotedPrintable(extended.group(2).replace('%', '=').getBytes(StandardCharsets.ISO_8859_1));
            return new String(bytes, charset == null ? StandardCharsets.UTF_8 : charset).strip();
        }
        Matcher plain = Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s]+))")
                .matcher(header);
        if (!plain.find()) {
            return "";
        }
        @Nullable String quoted = plain.group(1);
        return decoded(quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : String.valueOf(plain.group(2)));
    }

    /** Returns the moment of a date, if it is one. */
    static Optional<Instant> date(String raw) {
        if (raw.length() > MAX_DATE_CHARS) {
            return Optional.empty();
        }
        String text = raw.replaceAll("\\([^)]*\\)", " ")
                .replaceAll("(?i)\\b(?:GMT|UTC|UT|Z)\\s*$", "+0000")
                .replaceFirst("^\\s*\\p{L}+\\s*,\\s*", "")
                .replaceAll("\\s+", " ")
                .strip();
        try {
            return Optional.of(OffsetDateTime.parse(text, DATE).toInstant());
        } catch (DateTimeException e) {
            return Declared.instant(raw);
        }
    }
}
