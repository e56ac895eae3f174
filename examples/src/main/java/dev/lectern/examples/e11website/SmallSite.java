package dev.lectern.examples.e11website;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves a folder on a free port of this machine, so that the example needs no network. */
final class SmallSite implements AutoCloseable {

    private final Path folder;
    private final HttpServer server;

    SmallSite(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = folder.resolve(path.endsWith("/") ? path.substring(1) + "index.html" : path.substring(1));
        boolean there = Files.isRegularFile(file);
        // Sitemaps and feeds hold whole addresses, and the port is not known before.
        String text = there ? Files.readString(file).replace("{site}", address()) : "There is no such page.";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String type = path.endsWith(".xml") ? "application/xml" : path.endsWith(".txt") ? "text/plain" : "text/html";
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(there ? 200 : 404, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
