package dev.lectern.store.retrieval.plugin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.StoreQuery;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A plugin server on loopback, over an in-memory store; answers may be put before its own. */
final class PluginServer implements AutoCloseable {

    static final String TOKEN = "s3cr3t-T0ken.~+/=";

    /** One request as it came in. */
    record Request(String method, String path, Map<String, String> headers, String body) {
        Map<?, ?> json() {
            try {
                return JsonTree.object(JsonTree.parse(body.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Answers a request instead of the server. */
    @FunctionalInterface
    interface Turn {
        void answer(HttpExchange exchange, Request request) throws IOException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InMemoryStore store = InMemoryStore.create();
    private final FakeEmbeddingModel model = FakeEmbeddingModel.create();
    private final SentenceSplitter splitter = SentenceSplitter.byChars(400, 0);
    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
    private volatile Turn always;
    final List<Request> requests = new CopyOnWriteArrayList<>();

    private PluginServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    static PluginServer start() {
        try {
            return new PluginServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** Puts an answer before the server's own, for one request. */
    PluginServer then(Turn turn) {
        turns.add(turn);
        return this;
    }

    /** Answers one request with a status and a body. */
    PluginServer then(int status, String type, String body, String... headers) {
        return then((exchange, request) -> respond(exchange, status, type, body, headers));
    }

    /** Answers every request in place of the server. */
    PluginServer always(Turn turn) {
        always = turn;
        return this;
    }

    RetrievalPluginClientBuilder client() {
        return RetrievalPluginClient.builder(endpoint()).token(() -> TOKEN);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Turn turn = turns.poll();
            if (turn != null) {
                turn.answer(exchange, request);
            } else if (always != null) {
                always.answer(exchange, request);
            } else {
                serve(exchange, request);
            }
        }
    }

    static void respond(HttpExchange exchange, int status, String type, String body, String... headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void serve(HttpExchange exchange, Request request) throws IOException {
        if (!("Bearer " + TOKEN).equals(request.headers().get("authorization"))) {
            respond(exchange, 401, "application/json", "{\"detail\":\"Invalid or missing token\"}");
            return;
        }
        Object answer = switch (request.method() + " " + request.path()) {
            case "POST /upsert" -> upsert((List<?>) request.json().get("documents"));
            case "POST /query" -> query((List<?>) request.json().get("queries"));
            case "DELETE /delete" -> delete(request.json());
            default -> null;
        };
        respond(
                exchange,
                answer == null ? 404 : 200,
                "application/json",
                answer == null
                        ? "{\"detail\":\"Not Found\"}"
                        : new String(JsonTree.write(answer), StandardCharsets.UTF_8));
    }

    private Object upsert(List<?> documents) {
        List<DocumentNodes> ready = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        for (Object each : documents) {
            Map<?, ?> json = JsonTree.object(each);
            Metadata.Builder metadata = Metadata.builder();
            JsonTree.object(json.get("metadata"))
                    .forEach((key, value) -> metadata.set(
                            key.toString(),
                            key.equals(MetadataKeys.CREATED_AT) ? Instant.parse(value.toString()) : value));
            Document document =
                    Document.of(json.get("id").toString(), json.get("text").toString(), metadata.build());
            List<Node> nodes = splitter.split(document);
            ready.add(new DocumentNodes(
                    document,
                    "server",
                    nodes,
                    model.embedDocuments(nodes.stream().map(Node::text).toList())));
            ids.add(document.id());
        }
        store.upsert(ready);
        return Map.of("ids", ids);
    }

    private Object query(List<?> queries) {
        List<Object> results = new ArrayList<>();
        for (Object each : queries) {
            Map<?, ?> json = JsonTree.object(each);
            int topK = json.get("top_k") == null ? 3 : ((Number) json.get("top_k")).intValue();
            String text = json.get("query").toString();
            List<ScoredNode> found = store.documentCount() == 0
                    ? List.of()
                    : store.search(StoreQuery.vector(model.embedQuery(text), topK)
                            .filteredBy(filter(JsonTree.object(json.get("filter")))));
            results.add(Map.of(
                    "query",
                    text,
                    "results",
                    found.stream().map(PluginServer::chunk).toList()));
        }
        return Map.of("results", results);
    }

    private static Map<String, Object> chunk(ScoredNode found) {
        Node node = found.node();
        Map<String, Object> metadata = new LinkedHashMap<>();
        PluginRecord.KEYS.forEach(
                key -> metadata.put(key, node.metadata().text(key).orElse(null)));
        metadata.put("document_id", node.documentId());
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("id", node.documentId() + "_" + node.ordinal());
        chunk.put("text", node.text());
        chunk.put("metadata", metadata);
        chunk.put("embedding", null);
        chunk.put("score", found.score());
        return chunk;
    }

    private Object delete(Map<?, ?> json) {
        if (json.get("ids") instanceof List<?> ids) {
            store.delete(Deletion.documents(ids.stream().map(Object::toString).toList()));
        } else if (json.get("filter") != null) {
            store.delete(Deletion.matching(filter(JsonTree.object(json.get("filter")))));
        } else {
            store.delete(Deletion.everything());
        }
        return Map.of("success", true);
    }

    private static Filter filter(Map<?, ?> json) {
        if (json.isEmpty()) {
            return null;
        }
        List<Filter> parts = new ArrayList<>();
        json.forEach((key, value) -> parts.add(
                switch (key.toString()) {
                    case "start_date" -> Filter.gte(MetadataKeys.CREATED_AT, Instant.parse(value.toString()));
                    case "end_date" -> Filter.lte(MetadataKeys.CREATED_AT, Instant.parse(value.toString()));
                    default -> Filter.eq(key.toString(), value);
                }));
        return new Filter.And(parts);
    }

    InMemoryStore store() {
        return store;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
