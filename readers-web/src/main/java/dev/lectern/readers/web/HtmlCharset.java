package dev.lectern.readers.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes a body: by its byte order mark, else by the header, else by the page's own declaration, else as UTF-8, else by {@link CharsetGuess}.
 *
 * <p>The order is that of the HTML standard. We differ in one point: a declared charset in which the bytes are malformed gives way to
 * the next one that fits; if none fits, the first declared one is used and the characters that it could not read are counted.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding">HTML standard, 13.2.3</a>
 */
final class HtmlCharset {

    /** Names that pages use and Java does not know. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("chinese", "GB18030"),
            Map.entry("cn-big5", "Big5"),
            Map.entry("csunicode", "UTF-16LE"),
            Map.entry("dos-874", "windows-874"),
            Map.entry("gb_2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("iso-ir-149", "EUC-KR"),
            Map.entry("iso-ir-58", "GB18030"),
            Map.entry("koi", "KOI8-R"),
            Map.entry("koi8-ru", "KOI8-U"),
            Map.entry("korean", "EUC-KR"),
            Map.entry("ks_c_5601-1989", "EUC-KR"),
            Map.entry("logical", "ISO-8859-8"),
            Map.entry("mac", "x-MacRoman"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("ucs-2", "UTF-16LE"),
            Map.entry("visual", "ISO-8859-8"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("x-mac-cyrillic", "x-MacUkraine"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("x-mac-ukrainian", "x-MacUkraine"),
            Map.entry("x-x-big5", "Big5"));

    /** By the names that Java gives them: charsets that mean one with more characters. */
    private static final Map<String, String> WIDER = Map.ofEntries(
            Map.entry("GB2312", "GB18030"),
            Map.entry("GBK", "GB18030"),
            Map.entry("Shift_JIS", "windows-31j"),
            Map.entry("EUC-KR", "x-windows-949"),
            Map.entry("Big5", "Big5-HKSCS"),
            Map.entry("US-ASCII", "windows-1252"),
            Map.entry("ISO-8859-1", "windows-1252"),
            Map.entry("ISO-8859-9", "windows-1254"),
            Map.entry("x-iso-8859-11", "x-windows-874"),
            Map.entry("TIS-620", "x-windows-874"),
            Map.entry("UTF-16", "UTF-16LE"));

    private static final char REPLACEMENT = '\uFFFD';

    /** The standard looks for a declaration in the first 1024 bytes; real pages have it later. */
    private static final int DECLARATION_BYTES = 8192;

    private static final Pattern DECLARATION = Pattern.compile(
            "(?i)<meta\\b[^>]*?\\bcharset\\s*=\\s*[\"']?\\s*([\\w.:-]+)|<\\?xml\\b[^>]*?\\bencoding\\s*=\\s*[\"']([\\w.:-]+)");

    private HtmlCharset() {}

    /**
     * A decoded body.
     *
     * @param text the characters, without byte order mark
     * @param charset what it was decoded with
     * @param replaced how many characters could not be decoded and stand as U+FFFD
     */
    record Decoded(String text, Charset charset, long replaced) {}

    /**
     * Decodes a body.
     *
     * @param header the charset named by the server
     * @param html whether to look for a declaration in the text
     */
    static Decoded decode(byte[] body, Optional<String> header, boolean html) {
        Set<Charset> candidates = new LinkedHashSet<>();
        byteOrderMark(body).ifPresent(candidates::add);
        header.flatMap(HtmlCharset::named).ifPresent(candidates::add);
        if (html) {
            declared(body).or(() -> unmarked(body)).ifPresent(candidates::add);
        }
        Optional<Charset> said = candidates.stream().findFirst();
        candidates.add(StandardCharsets.UTF_8);
        for (Charset candidate : candidates) {
            if (candidate.equals(StandardCharsets.UTF_8)) {
                // Ten times as fast as a decoder that complains; where nothing was replaced there was nothing to
                // complain about.
                String text = new String(body, StandardCharsets.UTF_8);
                if (text.indexOf(REPLACEMENT) < 0) {
                    return new Decoded(withoutMark(text), candidate, 0);
                }
            }
            try {
                CharBuffer chars = candidate.newDecoder().decode(ByteBuffer.wrap(body));
                return new Decoded(withoutMark(chars.toString()), candidate, 0);
            } catch (CharacterCodingException doesNotFit) {
                // The next candidate may; that none did shows in the count below.
            }
        }
        if (said.isEmpty()) {
            return replacing(body, CharsetGuess.of(body, HtmlCharset::named));
        }
        Decoded replaced = replacing(body, said.get());
        boolean otherThanAscii = replaced.text.chars().anyMatch(c -> c > 0x7f && c != REPLACEMENT);
        // Where a text that is said to be UTF-8 has no letter beyond ASCII that fits, it is said so by mistake.
        return said.get().equals(StandardCharsets.UTF_8) && !otherThanAscii
                ? replacing(body, CharsetGuess.of(body, HtmlCharset::named))
                : replaced;
    }

    private static Decoded replacing(byte[] body, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return new Decoded(
                    withoutMark(text),
                    charset,
                    text.chars().filter(c -> c == REPLACEMENT).count());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a decoder that replaces must not fail, got: " + charset, e);
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Optional<Charset> byteOrderMark(byte[] body) {
        int first = body.length < 2 ? 0 : (body[0] & 0xff) << 8 | (body[1] & 0xff);
        return switch (first) {
            case 0xfeff -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xfffe -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xefbb ->
                body.length > 2 && (body[2] & 0xff) == 0xbf ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Text in UTF-16 without its mark is known by its first tag; the standard knows it by {@code <?x}. */
    private static Optional<Charset> unmarked(byte[] body) {
        if (body.length > 1 && body[0] == '<' && body[1] == 0) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return body.length > 1 && body[0] == 0 && body[1] == '<'
                ? Optional.of(StandardCharsets.UTF_16BE)
                : Optional.empty();
    }

    /** A declaration that can be read as ASCII cannot stand in UTF-16 text, so one that says so means UTF-8. */
    private static Optional<Charset> declared(byte[] body) {
        int length = Math.min(body.length, DECLARATION_BYTES);
        Matcher matcher = DECLARATION.matcher(new String(body, 0, length, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            return Optional.empty();
        }
        return named(matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                .map(charset -> charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset);
    }

    /**
     * By the standard for the web some names mean a charset that has more characters: Latin-1 is windows-1252, and so on. Unknown names are
     * passed over.
     *
     * @see <a href="https://encoding.spec.whatwg.org/#names-and-labels">WHATWG Encoding, names and labels</a>
     */
    private static Optional<Charset> named(String name) {
        String label = name.toLowerCase(Locale.ROOT)
                .replaceFirst("^x-cp(125\\d)$", "windows-$1")
                .replaceFirst("^iso-?8859-?(\\d+)(-[ei])?$", "iso-8859-$1");
        try {
            Charset charset = Charset.forName(ALIASES.getOrDefault(label, label));
            String wider = WIDER.get(charset.name());
            return Optional.of(wider == null ? charset : Charset.forName(wider));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
