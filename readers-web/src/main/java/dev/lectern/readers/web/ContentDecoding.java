package dev.lectern.readers.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes the content encoding of a body: gzip and deflate, alone or one over the other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4">RFC 9110, section 8.4: Content-Encoding</a>
 */
final class ContentDecoding {

    /** What we ask servers for. */
    static final String ACCEPTED = "gzip, deflate";

    private ContentDecoding() {}

    /**
     * Decodes a body.
     *
     * @param codings what was applied, in the order in which it was applied
     * @param maxBytes the largest result allowed; no more than this is ever held
     * @throws IOException if a coding is unknown, the data is damaged or cut off, or the result is too large (message says which)
     */
    static byte[] decode(byte[] body, List<String> codings, int maxBytes) throws IOException {
        InputStream decoded = new ByteArrayInputStream(body);
        boolean encoded = false;
        for (int i = codings.size() - 1; i >= 0; i--) {
            String coding = codings.get(i).strip().toLowerCase(Locale.ROOT);
            if (!coding.isEmpty() && !coding.equals("identity") && body.length > 0) {
                decoded = decoder(coding, decoded);
                encoded = true;
            }
        }
        if (!encoded) {
            return body;
        }
        byte[] result = decoded.readNBytes(maxBytes);
        if (result.length == maxBytes && decoded.read() >= 0) {
            throw new LimitedBody.TooLargeException(maxBytes, "after decompression");
        }
        return result;
    }

    private static InputStream decoder(String coding, InputStream in) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" -> inflater(in);
            default ->
                throw new IOException("the content encoding must be one of " + ACCEPTED + ", got: \"" + coding + "\"");
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
