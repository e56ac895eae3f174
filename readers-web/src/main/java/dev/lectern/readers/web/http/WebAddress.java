package dev.lectern.readers.web.http;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads addresses as people and pages write them, and brings them to one form: lower-case scheme and host, ASCII only, no default
 * port, no fragment, a path of at least "/".
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2">RFC 3986, section 6.2: normalisation</a>
 */
public final class WebAddress {

    /** The longest address: more than browsers and servers in use agree on, and short enough that nothing takes long with it. */
    public static final int MAX_CHARS = 8_192;

    private static final String HEX = "0123456789ABCDEF";

    private WebAddress() {}

    /** Tells whether a source is an http or https address by its shape. */
    public static boolean accepts(String source) {
        String start = source.stripLeading();
        return start.regionMatches(true, 0, "http://", 0, 7) || start.regionMatches(true, 0, "https://", 0, 8);
    }

    /**
     * Reads an absolute address.
     *
     * @throws IllegalArgumentException if it is not an http or https address (message has the reason)
     */
    public static URI parse(String text) {
        return normalise(syntax(text));
    }

    /**
     * Reads an address as it stands in a page or a redirect.
     *
     * @throws IllegalArgumentException if the result is not an http or https address (message has the reason)
     */
    public static URI resolve(URI base, String reference) {
        // java.net.URI follows an older rule, by which a query alone replaces the last part of the path.
        boolean queryOnly = reference.strip().startsWith("?");
        String whole = queryOnly ? base.getRawPath() + reference.strip() : reference;
        return normalise(base.resolve(syntax(whole)));
    }

    private static URI syntax(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "the address must have at most " + MAX_CHARS + " characters, got: " + text.length());
        }
        String address = text.strip();
        int start = address.indexOf("//") + 2;
        int end = start < 2 ? 0 : start;
        while (start >= 2 && end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        try {
            return new URI(asciiHost(address.substring(0, end)) + escape(address.substring(end)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address is malformed (" + e.getReason() + ")", e);
        }
    }

    /** Writes an international host in its ASCII form, since URI knows no other. */
    private static String asciiHost(String start) {
        int host = start.indexOf("//") + 2;
        boolean ascii = start.chars().allMatch(c -> c < 0x80);
        return ascii ? start : start.substring(0, host) + IDN.toASCII(start.substring(host));
    }

    /** Writes what an address may not hold, such as spaces and letters beyond ASCII, as percent and hexadecimal digits. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && "\"<>[]\\^`{|}".indexOf(c) < 0) {
                out.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
                }
            }
        });
        // A percent sign that begins no escape stands for itself.
        return out.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static URI normalise(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("the scheme must be http or https, got: \"" + scheme + "\"");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address must not hold a user name or password");
        }
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("the address must name a host, got: \""
                    + (uri.getRawAuthority() == null ? "" : uri.getRawAuthority()) + "\"");
        }
        int standardPort = scheme.equals("http") ? 80 : 443;
        String port = uri.getPort() < 0 || uri.getPort() == standardPort ? "" : ":" + uri.getPort();
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        URI clean = URI.create(scheme + "://" + host.toLowerCase(Locale.ROOT) + port
                + (path == null || path.isEmpty() ? "/" : path)
                + (query == null ? "" : "?" + query));
        return clean.normalize();
    }

    /** Returns the host without a leading "www.", for comparing. */
    public static String plainHost(URI uri) {
        @Nullable String host = uri.getHost();
        String name = host == null ? "" : host;
        return name.startsWith("www.") ? name.substring(4) : name;
    }
}
