package dev.lectern.readers.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback address. */
public final class PageServer implements AutoCloseable {

    static {
        // Else head and body of an answer go out 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Answers a request. */
    public interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    public final List<String> userAgents = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    /** Starts a server on a free port. */
    public PageServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Serves a path, in place of what it was before, and returns its address. */
    public String serve(String path, Answer answer) {
        if (!paths.add(path)) {
            server.removeContext(path);
        }
        server.createContext(path, exchange -> {
            userAgents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            try (exchange) {
                answer.give(exchange);
            }
        });
        return address(path);
    }

    public String serve(String path, String contentType, String body) {
        return serve(path, exchange -> send(exchange, 200, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    public String redirect(String path, int status, String location) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        if (!contentType.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
