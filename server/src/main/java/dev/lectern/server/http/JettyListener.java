package dev.lectern.server.http;

import com.google.common.primitives.Ints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Sets up Jetty: HTTP/1.1 and HTTP/2, plain or over TLS, on one port. Immutable.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any free one
 * @param keystore key and certificate; null for plain HTTP
 * @param keystorePassword opens it
 * @param maxConnections how many connections are kept at once
 * @param idleTimeout how long a connection may go without a whole request
 * @param stopTimeout how long stopping waits for requests
 * @param trustForwarded whether the headers of proxies are believed
 */
public record JettyListener(
        String host,
        int port,
        @Nullable Path keystore,
        String keystorePassword,
        int maxConnections,
        Duration idleTimeout,
        Duration stopTimeout,
        boolean trustForwarded) {

    /** They only read, write and answer from memory. */
    private static final int MAX_THREADS = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    /** Long URLs of ids and some cookies of proxies. */
    private static final int HEADER_BYTES = 16 * 1024;

    /** Makes a server that is not started. */
    public Server server(Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("lectern-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, factories().toArray(ConnectionFactory[]::new));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idleTimeout.toMillis());
        connector.setShutdownIdleTimeout(idleTimeout.toMillis()); // the guard ends those that are quiet
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(maxConnections, server));
        server.setErrorHandler(new JsonErrors());
        ConnectionGuard guard = new ConnectionGuard(idleTimeout, handler);
        connector.addBean(guard);
        server.setHandler(new GracefulHandler(guard));
        server.setStopTimeout(stopTimeout.toMillis());
        return server;
    }

    private List<ConnectionFactory> factories() {
        HttpConfiguration http = configuration();
        if (keystore == null) {
            return List.of(new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        }
        http.addCustomizer(new SecureRequestCustomizer(false)); // one certificate, whatever name it is asked for
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore.toUri().toString());
        tls.setKeyStoreType("PKCS12");
        tls.setKeyStorePassword(keystorePassword);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        return List.of(
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
    }

    private HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setResponseHeaderSize(HEADER_BYTES);
        http.setOutputBufferSize(Ints.checkedCast(64L * 1024));
        // Else a token in other letters is taken for one that came over the same connection before.
        http.setHeaderCacheCaseSensitive(true);
        // Paths are compared as they come, and ids may hold anything: nothing here maps a path to a file.
        http.setUriCompliance(UriCompliance.UNSAFE);
        if (trustForwarded) {
            http.addCustomizer(new ForwardedRequestCustomizer());
        }
        return http;
    }
}
