package dev.lectern.readers.file;

import com.google.common.base.Utf8;
import dev.lectern.format.FileInput;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into text.
 *
 * <p>The charset is, in this order: that of a byte order mark; UTF-8 where the bytes are valid UTF-8 beyond ASCII, for what is valid by
 * chance is rare and declarations are often wrong; the one that HTML or XML declares; UTF-8 where only single characters are damaged;
 * what {@link CharsetGuess} finds. Never fails: what cannot be decoded becomes U+FFFD and is counted. Stateless, thread-safe.
 *
 * @see <a href="https://encoding.spec.whatwg.org/#names-and-labels">WHATWG Encoding, names and labels: what declared names mean</a>
 */
final class TextDecoder {

    private static final int DECLARATION_BYTES = 8 * 1024;

    private static final Pattern HTML_DECLARATION =
            Pattern.compile("<meta\\b[^>]{0,1000}?charset\\s*=\\s*[\"']?\\s*([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern XML_DECLARATION =
            Pattern.compile("^\\s*<\\?xml\\b[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);

    /** What declared names mean in practice: a superset that decodes the same and more. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("iso-8859-11", "x-windows-874"));

    private TextDecoder() {}

    /** Decodes a file that declares nothing, by the charset that the user gave where there is one. */
    static DecodedText decode(FileInput input) throws IOException {
        Charset given = input.charset();
        return given == null ? decode(input.bytes()) : decodeGiven(input.bytes(), given);
    }

    /** Decodes a file of HTML or XML, by the charset that the user gave where there is one. */
    static DecodedText decodeMarkup(FileInput input) throws IOException {
        Charset given = input.charset();
        return given == null ? decodeMarkup(input.bytes()) : decodeGiven(input.bytes(), given);
    }

    /** A byte order mark tells more surely than anybody. */
    private static DecodedText decodeGiven(byte[] bytes, Charset given) {
        TextProbe.Mark mark = TextProbe.markOf(bytes);
        return mark != null ? decode(bytes, mark.length(), mark.charset()) : decode(bytes, 0, given);
    }

    /** Decodes bytes that declare nothing. */
    static DecodedText decode(byte[] bytes) {
        return decode(bytes, "");
    }

    /** Decodes the bytes of HTML or XML, which may declare their charset. */
    static DecodedText decodeMarkup(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
        Matcher xml = XML_DECLARATION.matcher(start);
        if (xml.find()) {
            return decode(bytes, xml.group(1));
        }
        Matcher html = HTML_DECLARATION.matcher(start);
        while (html.find()) {
            if (supported(html.group(1)) != null) {
                return decode(bytes, html.group(1));
            }
        }
        return decode(bytes, "");
    }

    /** Decodes bytes for which something beside them, such as a header, promises a charset. */
    static DecodedText decodeAs(byte[] bytes, String promised) {
        return decode(bytes, promised);
    }

    private static DecodedText decode(byte[] bytes, String declared) {
        TextProbe.Mark mark = TextProbe.markOf(bytes);
        if (mark != null) {
            return decode(bytes, mark.length(), mark.charset());
        }
        Charset utf16 = TextProbe.unmarkedUtf16(bytes.length > DECLARATION_BYTES ? head(bytes) : bytes);
        if (utf16 != null) {
            return decode(bytes, 0, utf16);
        }
        Charset promised = supported(declared);
        if (isAscii(bytes)) {
            // Seven-bit charsets such as ISO-2022-JP look like ASCII and are not.
            Charset sevenBit = promised != null ? promised : CharsetGuess.sevenBit(bytes);
            return sevenBit != null && !isAsciiAlike(sevenBit)
                    ? decode(bytes, 0, sevenBit)
                    : new DecodedText(new String(bytes, StandardCharsets.UTF_8), "UTF-8", 0);
        }
        if (Utf8.isWellFormed(bytes)) {
            return new DecodedText(new String(bytes, StandardCharsets.UTF_8), "UTF-8", 0);
        }
        if (promised != null && !promised.equals(StandardCharsets.UTF_8)) {
            return decode(bytes, 0, promised);
        }
        DecodedText damaged = decode(bytes, 0, StandardCharsets.UTF_8);
        if (isMostlyUtf8(damaged)) {
            return damaged;
        }
        return decode(bytes, 0, CharsetGuess.of(bytes));
    }

    private static DecodedText decode(byte[] bytes, int from, Charset charset) {
        boolean valid = charset.equals(StandardCharsets.UTF_8) && Utf8.isWellFormed(bytes);
        String text = new String(bytes, from, bytes.length - from, charset);
        return new DecodedText(text, charset.name(), valid ? 0 : count(text));
    }

    /**
     * Tells whether two characters beyond ASCII are right for each wrong one. In other charsets hardly any are: what follows a lead byte
     * there seldom is what UTF-8 asks for.
     */
    private static boolean isMostlyUtf8(DecodedText text) {
        int beyondAscii = 0;
        for (int i = 0; i < text.text().length(); i++) {
            beyondAscii += text.text().charAt(i) >= 0x80 ? 1 : 0;
        }
        return 3L * text.replaced() <= beyondAscii;
    }

    private static int count(String text) {
        int count = 0;
        for (int at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) {
            count++;
        }
        return count;
    }

    /** Returns the charset that a declared name means, or null if there is none such here. */
    static @Nullable Charset supported(String declared) {
        try {
            Charset named = declared.isEmpty() || !Charset.isSupported(declared) ? null : Charset.forName(declared);
            if (named == null) {
                return null;
            }
            // A declaration that could be read as ASCII cannot stand in UTF-16 or UTF-32.
            String name = named.name().toLowerCase(Locale.ROOT);
            if (name.startsWith("utf-16") || name.startsWith("utf-32")) {
                return StandardCharsets.UTF_8;
            }
            String meant = MEANT.getOrDefault(name, name);
            return Charset.isSupported(meant) ? Charset.forName(meant) : named;
        } catch (IllegalCharsetNameException e) {
            return null;
        }
    }

    private static boolean isAsciiAlike(Charset charset) {
        String name = charset.name().toLowerCase(Locale.ROOT);
        return !name.startsWith("iso-2022") && !name.startsWith("utf-7") && !name.startsWith("hz");
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] head(byte[] bytes) {
        return Arrays.copyOf(bytes, DECLARATION_BYTES);
    }
}
