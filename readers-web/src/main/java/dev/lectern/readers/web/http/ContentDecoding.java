package dev.lectern.readers.web.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.brotli.BrotliCompressorInputStream;
import org.apache.commons.compress.compressors.brotli.BrotliUtils;

/**
 * Undoes the content encoding of a body: gzip, deflate and brotli, alone or one over the other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, section 8.4: Content-Encoding</a>
 */
final class ContentDecoding {

    /** Whether Google's decoder is there; it names no module, so it is missing where everything is a module. */
    private static final boolean BROTLI = BrotliUtils.isBrotliCompressionAvailable();

    /** What we ask servers for. */
    static final String ACCEPTED = BROTLI ? "gzip, deflate, br" : "gzip, deflate";

    /** Nobody means more; each layer of a bomb multiplies by up to a thousand. */
    private static final int MOST_CODINGS = 3;

    private ContentDecoding() {}

    /**
     * Returns a stream of what was encoded.
     *
     * @param codings what was applied, in the order in which it was applied
     * @throws IOException if a coding is unknown, there are too many, or the data is damaged from its start (message says which)
     */
    static InputStream decode(InputStream body, List<String> codings) throws IOException {
        List<String> applied = codings.stream()
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        if (applied.isEmpty()) {
            return body;
        }
        if (applied.size() > MOST_CODINGS) {
            throw new UnwantedException(
                    "there must be at most " + MOST_CODINGS + " content encodings, got: " + applied.size());
        }
        BufferedInputStream start = new BufferedInputStream(body);
        start.mark(1);
        if (start.read() < 0) {
            return start; // some servers name a coding where there is no body
        }
        start.reset();
        InputStream decoded = start;
        for (int i = applied.size() - 1; i >= 0; i--) {
            decoded = decoder(applied.get(i), decoded);
        }
        return decoded;
    }

    private static InputStream decoder(String coding, InputStream in) throws IOException {
        if (coding.equals("br") && BROTLI) {
            return new BrotliCompressorInputStream(in);
        }
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> inflater(in);
            default ->
                throw new UnwantedException(
                        "the content encoding must be one of " + ACCEPTED + ", got: \"" + coding + "\"");
        };
    }

    /** Some servers leave out the two bytes of the zlib header that the specification asks for. */
    private static InputStream inflater(InputStream in) throws IOException {
        BufferedInputStream start = new BufferedInputStream(in);
        start.mark(2);
        int first = start.read();
        int second = start.read();
        start.reset();
        boolean zlib = (first & 0x0f) == 8 && ((first << 8) | second) % 31 == 0;
        return new InflaterInputStream(start, new Inflater(!zlib));
    }
}
