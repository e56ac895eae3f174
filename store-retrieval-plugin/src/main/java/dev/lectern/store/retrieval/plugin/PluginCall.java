package dev.lectern.store.retrieval.plugin;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API.
 *
 * @param what says what it does, for messages: {@code upsert 50 documents}
 * @param body makes the body, anew for each attempt
 * @param idempotent whether sending it twice leaves the server as sending it once
 */
record PluginCall(
        String method, String path, String what, String contentType, Supplier<BodyPublisher> body, boolean idempotent) {

    /** Makes a call with a JSON body that may be repeated. */
    static PluginCall json(String method, String path, String what, @Nullable Object body) {
        return json(method, path, what, JsonTree.write(body));
    }

    static PluginCall json(String method, String path, String what, byte[] body) {
        return new PluginCall(method, path, what, "application/json", () -> BodyPublishers.ofByteArray(body), true);
    }

    /** Returns method and path. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
