package dev.lectern.server.http;

import dev.lectern.server.api.Endpoint;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Request;

/** Finds the endpoint of a request. Immutable, thread-safe. */
public final class Routes {

    private static final String ID = "{id}";

    private final Map<String, List<Endpoint>> byPath;

    /**
     * An endpoint, and what the path says beside.
     *
     * @param endpoint the endpoint
     * @param documentId what stands for {@code {id}}; empty for none
     */
    public record Route(Endpoint endpoint, String documentId) {}

    /** Makes the routes. */
    public Routes(List<Endpoint> endpoints) {
        this.byPath =
                endpoints.stream().collect(Collectors.groupingBy(Endpoint::path, TreeMap::new, Collectors.toList()));
    }

    /**
     * Finds the endpoint.
     *
     * @throws Refusal 404 if there is no such path, 405 with the methods that there are, 307 to the path without a slash at its end
     */
    Route find(Request request) {
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), ""); // none in OPTIONS *
        String documentId = "";
        List<Endpoint> candidates = byPath.get(path);
        if (candidates == null && path.startsWith("/documents/") && path.length() > "/documents/".length()) {
            documentId = decoded(path.substring("/documents/".length()));
            candidates = byPath.get("/documents/" + ID);
        }
        if (candidates == null) {
            throw missing(path);
        }
        String method = request.getMethod();
        for (Endpoint candidate : candidates) {
            if (candidate.method().equals(method)
                    || (method.equals("HEAD") && candidate.method().equals("GET"))) {
                return new Route(candidate, documentId);
            }
        }
        throw new Refusal(Reply.detail(405, "Method Not Allowed").with("Allow", methods(candidates)));
    }

    private Refusal missing(String path) {
        String shorter = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return !shorter.equals(path) && byPath.containsKey(shorter)
                ? new Refusal(Reply.empty(307).with("Location", shorter))
                : Refusal.of(404, "Not Found");
    }

    private static String methods(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> endpoint.method().toUpperCase(Locale.ROOT))
                .map(method -> method.equals("GET") ? "GET, HEAD" : method)
                .collect(Collectors.joining(", "));
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(404, "Not Found");
        }
    }
}
