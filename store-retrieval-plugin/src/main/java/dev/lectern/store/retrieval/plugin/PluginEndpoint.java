package dev.lectern.store.retrieval.plugin;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a plugin server, without a slash at its end. Immutable.
 *
 * @param base scheme, host, port and path
 */
record PluginEndpoint(URI base) {

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is no address of a server. The message does not repeat it, since it may hold a password
     */
    static PluginEndpoint parse(String endpoint) {
        if (endpoint.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw refused("printable ASCII without blanks", "another character");
        }
        URI uri;
        try {
            uri = new URI(endpoint);
        } catch (URISyntaxException e) {
            throw refused("an address", "a text that breaks at char " + e.getIndex());
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw refused("an address that starts with http:// or https://", "another scheme");
        }
        if (uri.getHost() == null || uri.getPort() > 65_535) {
            throw refused("an address with a host and a port of 1 to 65535", "none");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("an address without user and password", "one with; give a token instead");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("an address without query and fragment", "one with");
        }
        return new PluginEndpoint(URI.create(stripSlashes(endpoint)));
    }

    private static String stripSlashes(String endpoint) {
        int end = endpoint.length();
        while (endpoint.charAt(end - 1) == '/') {
            end--;
        }
        return endpoint.substring(0, end);
    }

    private static IllegalArgumentException refused(String rule, String found) {
        return new IllegalArgumentException(
                "endpoint must be " + rule + ", such as http://localhost:8000, got: " + found);
    }

    /** Returns the address of a call, such as {@code /query}. */
    URI resolve(String path) {
        return URI.create(base + path);
    }

    /** Tells whether what is sent is encrypted on its way. */
    boolean isSecure() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
