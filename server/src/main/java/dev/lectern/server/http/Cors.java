package dev.lectern.server.http;

import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of some origins call this server from a browser; of none unless told. Immutable, thread-safe.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, section 3.2: CORS</a>
 */
public final class Cors {

    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private static final String MAX_AGE_SECONDS = "600";

    private final Set<String> origins;
    private final boolean privateNetwork;

    /**
     * Makes the rules.
     *
     * @param origins which origins may call; none switches CORS off
     * @param privateNetwork whether public pages may call a server in a private network, as Chrome asks
     */
    public Cors(Set<String> origins, boolean privateNetwork) {
        this.origins = Set.copyOf(origins);
        this.privateNetwork = privateNetwork;
    }

    /** Opens the answer to the origin, where it may read it. */
    void open(Exchange exchange) {
        String origin = origin(exchange.request());
        if (origin != null) {
            HttpFields.Mutable headers = exchange.response().getHeaders();
            headers.add(HttpHeader.VARY, "Origin");
            if (origins.contains(origin)) {
                headers.put("Access-Control-Allow-Origin", origin);
                headers.put("Access-Control-Allow-Credentials", "true");
                headers.put(
                        "Access-Control-Expose-Headers",
                        "X-Request-Id, Lectern-Empty-Documents, Lectern-Ignored-Members");
            }
        }
    }

    /**
     * Answers a browser that asks whether it may call; does nothing for any other request.
     *
     * @throws Refusal 200 if it may, 400 if not
     */
    void answerPreflight(Exchange exchange) {
        Request request = exchange.request();
        String origin = origin(request);
        if (origin == null
                || !request.getMethod().equals("OPTIONS")
                || !request.getHeaders().contains("Access-Control-Request-Method")) {
            return;
        }
        HttpFields.Mutable headers = exchange.response().getHeaders();
        headers.put("Access-Control-Allow-Methods", METHODS);
        headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
        String asked = request.getHeaders().get("Access-Control-Request-Headers");
        if (!origins.contains(origin)) {
            throw new Refusal(Reply.text(400, "text/plain; charset=utf-8", "Disallowed CORS origin"));
        }
        if (asked != null) {
            headers.put("Access-Control-Allow-Headers", asked);
        }
        if (privateNetwork && request.getHeaders().contains("Access-Control-Request-Private-Network")) {
            headers.put("Access-Control-Allow-Private-Network", "true");
        }
        throw new Refusal(Reply.text(200, "text/plain; charset=utf-8", "OK"));
    }

    private @Nullable String origin(Request request) {
        return origins.isEmpty() ? null : request.getHeaders().get(HttpHeader.ORIGIN);
    }
}
