package dev.lectern.models.openai;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a service listens, and how it wants its paths. Immutable.
 *
 * @param base scheme, host, port and path, without a slash at its end
 * @param apiVersion Azure's version of the API, or null where the service has no such thing
 * @param deployment Azure's name of a deployment, which stands in the path; null where it is no Azure, or is named as the model
 */
record ServiceAddress(
        URI base, @Nullable String apiVersion, @Nullable String deployment) {

    /** What people paste that is no base. */
    private static final Set<String> OPERATIONS = Set.of("/chat/completions", "/embeddings", "/completions", "/models");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is no address of a service. The message does not repeat it, since it may hold a password
     */
    static ServiceAddress parse(String baseUrl) {
        if (baseUrl.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw refused("printable ASCII without blanks", "another character");
        }
        URI uri;
        try {
            uri = new URI(stripSlashes(baseUrl));
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
            throw refused("an address without user and password", "one with; give a key instead");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("an address without query and fragment", "one with; Azure's api-version is an option");
        }
        for (String operation : OPERATIONS) {
            if (uri.getRawPath().endsWith(operation)) {
                throw refused(
                        "an address without the operation", "one that ends with " + operation + "; leave that out");
            }
        }
        return new ServiceAddress(uri, null, null);
    }

    ServiceAddress azure(String version, @Nullable String deploymentName) {
        return new ServiceAddress(base, version, deploymentName);
    }

    private static String stripSlashes(String address) {
        int end = address.length();
        while (end > 0 && address.charAt(end - 1) == '/') {
            end--;
        }
        return address.substring(0, end);
    }

    private static IllegalArgumentException refused(String rule, String found) {
        return new IllegalArgumentException(
                "baseUrl must be " + rule + ", such as http://localhost:11434/v1, got: " + found);
    }

    /**
     * Returns the address of an operation.
     *
     * @param operation such as {@code chat/completions}
     * @param model names the deployment where none is given
     */
    URI resolve(String operation, String model) {
        if (apiVersion == null) {
            return URI.create(base + "/" + operation);
        }
        String root = base.toString().endsWith("/openai") ? base.toString() : base + "/openai";
        return URI.create(root + "/deployments/" + encode(deployment == null ? model : deployment) + "/" + operation
                + "?api-version=" + encode(apiVersion));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    boolean isAzure() {
        return apiVersion != null;
    }

    /** Tells whether OpenAI itself or Azure answers there, whose ways are known. */
    boolean isHosted() {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        return isAzure() || host.equals("api.openai.com") || host.endsWith(".openai.azure.com");
    }

    /** Tells whether what is sent is encrypted on its way. */
    boolean isSecure() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    boolean isLoopback() {
        return LOOPBACK.contains(base.getHost().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
