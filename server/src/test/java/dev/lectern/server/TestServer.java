package dev.lectern.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A server on loopback over a store in memory, and a client for it. */
final class TestServer implements AutoCloseable {

    static final String TOKEN = "testtoken";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RetrievalPluginServer server;
    private final Store store;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(RetrievalPluginServer server, Store store) {
        this.server = server;
        this.store = store;
    }

    /** An answer, with its body as text and, where it is JSON, as a tree. */
    record Answer(int status, HttpHeaders headers, String text) {

        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** Starts a server with options in pairs of name and value. */
    static TestServer start(String... options) {
        return start(FakeEmbeddingModel.create(256), options);
    }

    static TestServer start(EmbeddingModel model, String... options) {
        return start(InMemoryStore.create(), model, options);
    }

    static TestServer start(Store store, EmbeddingModel model, String... options) {
        RetrievalPluginServer.Builder builder = RetrievalPluginServer.builder()
                .store(store)
                .embeddingModel(model)
                .option("port", "0")
                .option("token", TOKEN);
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        RetrievalPluginServer server = builder.build();
        server.start();
        return new TestServer(server, store);
    }

    URI uri() {
        return server.uri();
    }

    Store store() {
        return store;
    }

    RetrievalPluginServer server() {
        return server;
    }

    Answer post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    Answer delete(String body) {
        return send(request("/delete")
                .method("DELETE", BodyPublishers.ofString(body))
                .build());
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** Starts a request with the token, as JSON. */
    HttpRequest.Builder request(String path) {
        return plain(path).header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json");
    }

    /** Starts a request without any header. */
    HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(uri().resolve(path));
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
