package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Talks to the server and notes what was said. One thread at a time. */
final class Probe {

    /** For the slowest of servers; one that hangs would otherwise hang the run. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int DELETED_AT_ONCE = 50;

    /** Plain HTTP/1.1 is what every server speaks; redirects are answers here. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String base;
    private final String token;
    private final ConformanceOptions options;
    private final Set<String> stored = new LinkedHashSet<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();
    private int number;

    Probe(URI endpoint, String token, ConformanceOptions options) {
        String address = endpoint.toString();
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.token = token;
        this.options = options;
    }

    /** Begins a point. */
    void begin(int point) {
        this.number = point;
        sent.clear();
        statuses.clear();
    }

    /** Returns the requests of this point, alike ones once. */
    List<String> sent() {
        return List.copyOf(new LinkedHashSet<>(sent));
    }

    /** Returns the statuses of this point, each once, in the order in which they came. */
    String statuses() {
        return new LinkedHashSet<>(statuses).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Returns an id, author or the like that only this point of this run has. */
    String own(String what) {
        return options.runName() + "-" + number + "-" + what;
    }

    String token() {
        return token;
    }

    String base() {
        return base;
    }

    /** Ends the point unless the server asks for a token. */
    void requireToken() {
        if (token.isEmpty()) {
            throw new UnseenException("the server is asked without a token");
        }
    }

    /** Ends the point unless it is allowed. */
    void require(Permission permission) {
        if (!options.allowed().contains(permission)) {
            throw new UnseenException("only with the permission " + permission);
        }
    }

    /** Returns a token that may only query, or ends the point. */
    String requireReadOnlyToken() {
        return given(options.readOnlyToken(), "needs a token that may only query");
    }

    /** Returns a text that the server's model fails on, or ends the point. */
    String requireFailingText() {
        return given(options.failingText(), "needs a text that the server's embedding model fails on");
    }

    private static String given(@Nullable String value, String reason) {
        if (value == null) {
            throw new UnseenException(reason);
        }
        return value;
    }

    /** Starts a request with the token. */
    Call call(String method, String path) {
        return new Call(this, method, path, token.isEmpty() ? null : "Bearer " + token);
    }

    Answer post(String path, String json) throws IOException {
        return call("POST", path).json(json).send();
    }

    Answer query(String json) throws IOException {
        return post("/query", json);
    }

    Answer upsert(String json) throws IOException {
        return post("/upsert", json);
    }

    Answer delete(String json) throws IOException {
        return call("DELETE", "/delete").json(json).send();
    }

    Answer get(String path) throws IOException {
        return call("GET", path).send();
    }

    /** Stores a document and fails if that fails. */
    void store(String id, String text, String metadataJson) throws IOException {
        upsert("{\"documents\":[{\"id\":" + quote(id) + ",\"text\":" + quote(text) + ",\"metadata\":" + metadataJson
                        + "}]}")
                .is(200);
    }

    void store(String id, String text) throws IOException {
        store(id, text, "{}");
    }

    /** Queries within what a filter matches, and fails if that fails. */
    Answer find(String filterJson, int topK) throws IOException {
        return query("{\"queries\":[{\"query\":\"heron\",\"filter\":" + filterJson + ",\"top_k\":" + topK + "}]}")
                .is(200);
    }

    /** Returns the answer with all chunks of a document, up to fifty. */
    Answer findDocument(String id) throws IOException {
        return find("{\"document_id\":" + quote(id) + "}", 50);
    }

    /** Returns a JSON text with its quotes. */
    static String quote(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    /** Sends a request, and remembers what it stored. */
    Answer send(Call call) throws IOException {
        sent.add(call.toString());
        Answer answer = call.exchange(client, TIMEOUT);
        statuses.add(answer.status());
        if (call.path().contains("upsert")) {
            stored.addAll(answer.ids());
        }
        return answer;
    }

    /** Deletes all that was stored, and returns the ids of what could not be deleted. */
    List<String> deleteAllStored() {
        List<String> ids = List.copyOf(stored);
        List<String> left = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += DELETED_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + DELETED_AT_ONCE));
            String quoted = some.stream().map(Probe::quote).collect(Collectors.joining(","));
            try {
                if (delete("{\"ids\":[" + quoted + "]}").status() != 200) {
                    left.addAll(some);
                }
            } catch (IOException e) { // the report names them
                left.addAll(some);
            }
        }
        return left;
    }
}
