package dev.lectern.testkit.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Message;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service on a loopback port that speaks OpenAI's protocol: chat completions, whole and as events, and embeddings. What it says is up to whoever
 * starts it; its vectors are those of {@link FakeEmbeddingModel}. For tests and trials: it knows one client at a time as well as a hundred, but
 * no model.
 *
 * <pre>{@code
 * try (OpenAiServer server = OpenAiServer.start(request -> List.of("See ", "[1]."))) {
 *     ask(server.baseUrl());
 * }
 * }</pre>
 *
 * <p>The pieces of an answer are taken one by one while it goes out, so that an iterator that waits makes a slow model. Faults that are
 * queued with the {@code then} methods come first, one per request. A wrong key is refused as OpenAI does.
 *
 * <p>Thread-safe where the rule is.
 */
public final class OpenAiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads;
    private final Function<ChatRequest, ? extends Iterable<String>> rule;
    private final FakeEmbeddingModel embeddings = FakeEmbeddingModel.create(256);
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String key = "";

    private OpenAiServer(Function<ChatRequest, ? extends Iterable<String>> rule) throws IOException {
        this.rule = rule;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "openai-server");
            thread.setDaemon(true);
            return thread;
        });
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    /** Starts a service that says {@code See [1].} in two pieces, whatever it is asked. */
    public static OpenAiServer start() {
        return start(request -> List.of("See ", "[1]."));
    }

    /**
     * Starts a service.
     *
     * @param rule gives the pieces of an answer, none of them empty
     * @throws UncheckedIOException if there is no port to be had
     */
    public static OpenAiServer start(Function<ChatRequest, ? extends Iterable<String>> rule) {
        try {
            return new OpenAiServer(Objects.requireNonNull(rule, "rule"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start a server on the loopback address.", e);
        }
    }

    /** Wants this key from now on, as a bearer token or in Azure's header; none unless set. */
    public OpenAiServer wantKey(String wanted) {
        this.key = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /** Returns the base URL, which ends with {@code /v1}. */
    public String baseUrl() {
        return rootUrl() + "/v1";
    }

    /** Returns the address without a path, as Azure has it. */
    public String rootUrl() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** Returns all requests so far, in the order in which they came. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Answers the next request with a status and a body.
     *
     * @param headers names and values by turns
     */
    public OpenAiServer then(int status, String contentType, String body, String... headers) {
        faults.add(Fault.status(status, contentType, body, List.of(headers)));
        return this;
    }

    /** Answers the next request with an error as OpenAI words it. */
    public OpenAiServer thenError(int status, String code, String message, String... headers) {
        ObjectNode error = JSON.createObjectNode();
        error.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", code);
        return then(status, "application/json", error.toString(), headers);
    }

    /** Sends the beginning of an answer to the next request and closes the connection. */
    public OpenAiServer thenBreaksOff(String contentType, String part) {
        faults.add(Fault.brokenOff(contentType, part));
        return this;
    }

    /** Does not answer the next request. */
    public OpenAiServer thenHangs() {
        faults.add(exchange -> closed.await());
        return this;
    }

    /** Sends the beginning of an answer to the next request, and then nothing. */
    public OpenAiServer thenHangsAfter(String contentType, String part) {
        faults.add(exchange -> {
            Fault.brokenOff(contentType, part).answer(exchange);
            closed.await();
        });
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        requests.add(new ReceivedRequest(exchange.getRequestURI().toString(), headers, body));
        try (exchange) {
            Fault fault = faults.poll();
            if (fault != null) {
                fault.answer(exchange);
            } else if (!key.isEmpty()
                    && !("Bearer " + key).equals(headers.get("authorization"))
                    && !key.equals(headers.get("api-key"))) {
                refuse(exchange, 401, "invalid_api_key", "Incorrect API key provided.");
            } else {
                answer(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException noJson) {
            refuse(exchange, 400, "invalid_json", "We could not parse the JSON body of your request.");
            return;
        }
        if (path.endsWith("/chat/completions")) {
            complete(exchange, request);
        } else if (path.endsWith("/embeddings")) {
            embed(exchange, request);
        } else {
            refuse(exchange, 404, "unknown_url", "Unknown request URL: " + path + ".");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        ObjectNode error = JSON.createObjectNode();
        error.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", code);
        send(exchange, status, error);
    }

    private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void complete(HttpExchange exchange, JsonNode json) throws IOException {
        ChatRequest request = read(json);
        if (request.messages().isEmpty()) {
            refuse(exchange, 400, "empty_array", "Invalid 'messages': empty array.");
            return;
        }
        Iterator<String> pieces = rule.apply(request).iterator();
        if (request.streams()) {
            stream(
                    exchange,
                    request,
                    pieces,
                    json.path("stream_options").path("include_usage").asBoolean());
            return;
        }
        List<String> all = new ArrayList<>();
        pieces.forEachRemaining(all::add);
        ObjectNode answer = answer(request, "chat.completion");
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", String.join("", all));
        answer.set("usage", usage(request, String.join("", all)));
        send(exchange, 200, answer);
    }

    private static ChatRequest read(JsonNode json) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : json.path("messages")) {
            Message.Role role =
                    Message.Role.valueOf(message.path("role").asText().toUpperCase(Locale.ROOT));
            messages.add(new Message(role, message.path("content").asText()));
        }
        int maxTokens =
                json.path("max_completion_tokens").asInt(json.path("max_tokens").asInt());
        return new ChatRequest(
                json.path("model").asText(),
                messages,
                maxTokens,
                json.path("stream").asBoolean());
    }

    private static ObjectNode answer(ChatRequest request, String object) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1_700_000_000)
                .put("model", request.model());
    }

    private static ObjectNode usage(ChatRequest request, String answer) {
        int input = request.messages().stream()
                .mapToInt(message -> WordTokenizer.create().count(message.text()))
                .sum();
        int output = WordTokenizer.create().count(answer);
        return JSON.createObjectNode()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }

    private static void stream(HttpExchange exchange, ChatRequest request, Iterator<String> pieces, boolean withUsage)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        StringBuilder whole = new StringBuilder();
        event(
                out,
                chunk(request, JSON.createObjectNode().put("role", "assistant").put("content", ""), null));
        while (pieces.hasNext()) {
            String piece = pieces.next();
            whole.append(piece);
            event(out, chunk(request, JSON.createObjectNode().put("content", piece), null));
        }
        event(out, chunk(request, JSON.createObjectNode(), "stop"));
        if (withUsage) {
            ObjectNode last = answer(request, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(request, whole.toString()));
            event(out, last);
        }
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode chunk(ChatRequest request, ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = answer(request, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return chunk;
    }

    private static void event(OutputStream out, JsonNode json) throws IOException {
        out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void embed(HttpExchange exchange, JsonNode request) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            texts.add(input.asText());
        }
        input.forEach(text -> texts.add(text.asText()));
        if (texts.isEmpty() || texts.contains("")) {
            refuse(exchange, 400, "invalid_input", "'$.input' is invalid.");
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        boolean base64 = request.path("encoding_format").asText().equals("base64");
        for (int i = 0; i < texts.size(); i++) {
            tokens += WordTokenizer.create().count(texts.get(i));
            ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
            Embedding vector = embeddings.embedQuery(texts.get(i));
            if (base64) {
                item.put("embedding", encode(vector));
            } else {
                ArrayNode values = item.putArray("embedding");
                for (float value : vector.toArray()) {
                    values.add(value);
                }
            }
        }
        answer.put("model", request.path("model").asText());
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        send(exchange, 200, answer);
    }

    private static String encode(Embedding vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.dimensions() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector.toArray());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Stops at once; what goes on breaks off. May be called twice. */
    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
