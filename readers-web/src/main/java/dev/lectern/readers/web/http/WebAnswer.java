package dev.lectern.readers.web.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A successful answer: where it came from in the end, what it says of itself, and its body after decompression.
 *
 * <p>Immutable, but for the body's bytes, which readers leave as they are.
 */
public final class WebAnswer {

    /** Whether the body came over the network. */
    public enum Origin {
        /** The server sent it. */
        SERVER,

        /** The cache had it: the server confirmed that it has not changed, or was not asked. */
        CACHE
    }

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?\\s*([^\"'\\s;,]+)");

    private final URI uri;
    private final List<URI> redirects;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Origin origin;

    WebAnswer(URI uri, List<URI> redirects, Map<String, List<String>> headers, byte[] body, Origin origin) {
        this.uri = uri;
        this.redirects = List.copyOf(redirects);
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.headers = copy;
        this.body = body;
        this.origin = origin;
    }

    /**
     * Makes the answer that a body would be; for parts that work on answers, without a network.
     *
     * @param contentType the value of the header Content-Type, empty for none
     */
    public static WebAnswer of(URI uri, String contentType, byte[] body) {
        Map<String, List<String>> headers =
                contentType.isEmpty() ? Map.of() : Map.of("content-type", List.of(contentType));
        return new WebAnswer(uri, List.of(), headers, body.clone(), Origin.SERVER);
    }

    /** Returns the address after all redirects. */
    public URI uri() {
        return uri;
    }

    /** Returns the addresses that redirected, in the order in which they were asked; empty without redirects. */
    public List<URI> redirects() {
        return redirects;
    }

    /** Returns the values of a header, whatever the case of its name. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Returns the media type in lower case without parameters; empty text if the server named none. */
    public String mediaType() {
        return header("content-type")
                .orElse("")
                .replaceFirst("[;,].*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the charset that the server named. */
    public Optional<String> charset() {
        return header("content-type")
                .map(CHARSET::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    /** Returns the body itself; callers leave it as it is. */
    public byte[] body() {
        return body;
    }

    /** Returns whether the body came over the network. */
    public Origin origin() {
        return origin;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    WebAnswer at(URI end, List<URI> way) {
        return new WebAnswer(end, way, headers, body, origin);
    }

    /** Returns address, media type and size, for people. */
    @Override
    public String toString() {
        return "WebAnswer[" + uri + ", " + mediaType() + ", " + body.length + " bytes]";
    }
}
