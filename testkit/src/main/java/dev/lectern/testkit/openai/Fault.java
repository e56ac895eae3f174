package dev.lectern.testkit.openai;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one request gets instead of its answer. */
@FunctionalInterface
interface Fault {

    void answer(HttpExchange exchange) throws IOException, InterruptedException;

    static Fault status(int status, String contentType, String body, List<String> headers) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            for (int i = 0; i < headers.size(); i += 2) {
                exchange.getResponseHeaders().set(headers.get(i), headers.get(i + 1));
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Says that more will come than does, so that the connection has to be closed in the middle. */
    static Fault brokenOff(String contentType, String part) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + 1_000L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        };
    }
}
