package dev.lectern.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Stands on loopback between a client and a server and lets a fault answer in the server's place, which may ask the server. */
final class FaultyProxy {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What belongs to a connection, and what the client below writes itself. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings", "date");

    /** Answers a request. */
    @FunctionalInterface
    interface Fault {

        /** Does nothing wrong. */
        Fault NONE = (request, server) -> server.ask(request);

        Message answer(Message request, Upstream server) throws IOException;
    }

    /** The server behind. */
    @FunctionalInterface
    interface Upstream {
        Message ask(Message request) throws IOException;
    }

    /** A request, as in {@code POST /query}, or an answer, whose start is its status. */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Message(String start, Map<String, String> headers, byte[] body) {

        static Message json(int status, String text) {
            return new Message(
                    String.valueOf(status),
                    Map.of("content-type", "application/json"),
                    text.getBytes(StandardCharsets.UTF_8));
        }

        int status() {
            return Integer.parseInt(start);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** Returns the body with a character for each byte. */
        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text(), e);
            }
        }

        Message withStart(String changed) {
            return new Message(changed, headers, body);
        }

        Message withJson(JsonNode changed) {
            return new Message(start, headers, changed.toString().getBytes(StandardCharsets.UTF_8));
        }

        Message replacing(String text, String by) {
            return new Message(start, headers, text().replace(text, by).getBytes(StandardCharsets.ISO_8859_1));
        }

        Message withHeader(String name, String value) {
            Map<String, String> changed = new TreeMap<>(headers);
            changed.put(name.toLowerCase(Locale.ROOT), value);
            return new Message(start, changed, body);
        }

        Message withoutHeader(String name) {
            Map<String, String> changed = new TreeMap<>(headers);
            changed.remove(name.toLowerCase(Locale.ROOT));
            return new Message(start, changed, body);
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server proxy = new Server();
    private final ServerConnector connector = new ServerConnector(proxy, new HttpConnectionFactory(exactly()));
    private volatile URI server = URI.create("http://localhost");
    private volatile Fault fault = Fault.NONE;

    private FaultyProxy() {}

    /** Passes headers on letter by letter. */
    private static HttpConfiguration exactly() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setHeaderCacheCaseSensitive(true);
        return configuration;
    }

    static FaultyProxy start() throws Exception {
        FaultyProxy proxy = new FaultyProxy();
        proxy.connector.setHost("127.0.0.1");
        proxy.proxy.addConnector(proxy.connector);
        proxy.proxy.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(
                    org.eclipse.jetty.server.Request request,
                    org.eclipse.jetty.server.Response response,
                    Callback callback)
                    throws Exception {
                proxy.answer(request, response, callback);
                return true;
            }
        });
        proxy.proxy.start();
        return proxy;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /** Sets the server behind. */
    void before(URI changed) {
        this.server = changed;
    }

    void breakBy(Fault changed) {
        this.fault = changed;
    }

    private void answer(
            org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response, Callback callback)
            throws IOException {
        Map<String, String> headers = new TreeMap<>();
        request.getHeaders().forEach(field -> headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        byte[] body = Content.Source.asInputStream(request).readAllBytes();
        Message asked =
                new Message(request.getMethod() + " " + request.getHttpURI().getPathQuery(), headers, body);
        Message answer = fault.answer(asked, this::ask);
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        boolean silent = request.getMethod().equals("HEAD") || answer.status() == 304;
        response.write(true, ByteBuffer.wrap(silent ? new byte[0] : answer.body()), callback);
    }

    private Message ask(Message request) throws IOException {
        String[] start = request.start().split(" ", 2);
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + start[1]))
                .method(
                        start[0],
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, value) -> {
            if (!OF_CONNECTIONS.contains(name)) {
                builder.header(name, value);
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(builder.build(), BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>();
            response.headers().map().forEach((name, values) -> {
                if (!OF_CONNECTIONS.contains(name)) {
                    headers.put(name, values.get(0));
                }
            });
            return new Message(String.valueOf(response.statusCode()), headers, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void close() throws Exception {
        proxy.stop();
    }
}
