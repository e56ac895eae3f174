package dev.lectern.benchmarks;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** The least that Jetty can do for a request with a body: reads it, and answers a few bytes of JSON. Thread-safe. */
final class HelloServer implements AutoCloseable {

    private final Server server;
    private final Sockets sockets;

    private HelloServer(Server server, Sockets sockets) {
        this.server = server;
        this.sockets = sockets;
    }

    static HelloServer start() {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(Duration.ofHours(1).toMillis());
        server.addConnector(connector);
        server.setHandler(new Hello());
        try {
            server.start();
        } catch (Exception e) { // Jetty declares it
            throw new IllegalStateException("Could not start a server on loopback", e);
        }
        return new HelloServer(server, new Sockets(URI.create("http://127.0.0.1:" + connector.getLocalPort()), "none"));
    }

    Sockets sockets() {
        return sockets;
    }

    @Override
    public void close() {
        sockets.close();
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares it
            throw new IllegalStateException("Could not stop a server on loopback", e);
        }
    }

    private static final class Hello extends Handler.Abstract.NonBlocking {

        private static final byte[] BODY = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.consumeAll(request, Callback.from(() -> answer(response, callback), callback::failed));
            return true;
        }

        private static void answer(Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, BODY.length);
            response.write(true, ByteBuffer.wrap(BODY), callback);
        }
    }
}
