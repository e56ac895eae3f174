package dev.lectern.server;

import dev.lectern.server.ServerOptions.Auth;
import dev.lectern.server.http.Access;
import dev.lectern.server.http.BodyMemory;
import dev.lectern.server.http.Cors;
import dev.lectern.server.http.Folders;
import dev.lectern.server.http.FormReader;
import dev.lectern.server.http.Intake;
import dev.lectern.server.http.JettyListener;
import dev.lectern.server.http.Metrics;
import dev.lectern.server.http.PluginHandler;
import dev.lectern.server.http.Routes;
import dev.lectern.server.http.Workers;
import dev.lectern.server.wire.Reply;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server put together from its options: starts it, tells where it is, and takes it apart again. Thread-safe. */
final class Assembly {

    private static final Logger log = LoggerFactory.getLogger(Assembly.class);

    private final Settings settings;
    private final Parts parts;
    private final Workers workers;
    private final Path uploads;
    private final Server jetty;
    private final Tokens tokens;
    private boolean stopped;

    private Assembly(Settings settings, Parts parts, Workers workers, Path uploads, Server jetty, Tokens tokens) {
        this.settings = settings;
        this.parts = parts;
        this.workers = workers;
        this.uploads = uploads;
        this.jetty = jetty;
        this.tokens = tokens;
    }

    static Assembly of(Settings settings, Parts parts) {
        try {
            Tokens tokens = Tokens.of(settings);
            Access access = settings.get(ServerOptions.AUTH) == Auth.NONE
                    ? Access.open()
                    : Access.byToken(tokens.all(), settings.get(ServerOptions.CHALLENGE));
            Workers workers = new Workers(settings.get(ServerOptions.WORKERS), settings.get(ServerOptions.QUEUE));
            Path uploads = Files.createTempDirectory("lectern-serve");
            Metrics metrics = new Metrics();
            PluginHandler handler = new PluginHandler(
                    new Routes(Endpoints.of(settings, parts, call -> metrics(metrics, parts, workers))),
                    cors(settings),
                    access,
                    new Intake(
                            Endpoints.limits(settings),
                            settings.get(ServerOptions.READ_TIMEOUT),
                            BodyMemory.ofHeap(),
                            new FormReader(uploads),
                            settings.get(ServerOptions.PUBLIC_URL)),
                    workers,
                    metrics);
            return new Assembly(
                    settings, parts, workers, uploads, listener(settings).server(handler), tokens);
        } catch (IOException e) {
            parts.close();
            throw new ServerException(
                    "uploads", "Could not make a folder for uploads: " + e + ". Check java.io.tmpdir.", e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Reply metrics(Metrics metrics, Parts parts, Workers workers) {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Number> gauges = Map.of(
                "lectern_documents", parts.backend().store().documentCount(),
                "lectern_chunks", parts.backend().store().nodeCount(),
                "lectern_operations_waiting", workers.waiting(),
                "jvm_memory_used_bytes", runtime.totalMemory() - runtime.freeMemory(),
                "jvm_memory_max_bytes", runtime.maxMemory());
        return Reply.text(200, Metrics.CONTENT_TYPE, metrics.text(gauges));
    }

    private static JettyListener listener(Settings settings) {
        String keystore = settings.get(ServerOptions.KEYSTORE);
        return new JettyListener(
                settings.get(ServerOptions.HOST),
                settings.get(ServerOptions.PORT),
                keystore.isBlank() ? null : Path.of(keystore),
                settings.get(ServerOptions.KEYSTORE_PASSWORD),
                settings.get(ServerOptions.MAX_CONNECTIONS),
                settings.get(ServerOptions.IDLE_TIMEOUT),
                settings.get(ServerOptions.STOP_TIMEOUT),
                settings.get(ServerOptions.FORWARDED));
    }

    private static Cors cors(Settings settings) {
        Set<String> origins = switch (settings.get(ServerOptions.CORS).strip()) {
            case "off", "" -> Set.of();
            case "chatgpt" -> Set.of("https://chat.openai.com", "https://chatgpt.com");
            case "local" -> Set.of("http://localhost:3333", "https://chat.openai.com");
            default ->
                Set.copyOf(List.of(settings.get(ServerOptions.CORS).strip().split("\\s*,\\s*")));
        };
        return new Cors(origins, settings.get(ServerOptions.PRIVATE_NETWORK));
    }

    synchronized void start() {
        if (stopped) {
            throw new IllegalStateException("The server is stopped. Make a new one.");
        }
        try {
            jetty.start();
        } catch (Exception e) { // Jetty declares it
            Throwable cause = e.getCause() instanceof BindException ? e.getCause() : e;
            throw new ServerException(
                    address(), "Could not listen on " + address() + ": " + cause.getMessage() + ". " + remedy(e), e);
        }
    }

    private static String remedy(Exception e) {
        return e instanceof BindException || e.getCause() instanceof BindException
                ? "Choose another port, or 0 for any free one."
                : "Check host, tls-keystore and tls-password.";
    }

    private String address() {
        return settings.get(ServerOptions.HOST) + ":" + settings.get(ServerOptions.PORT);
    }

    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            jetty.stop(); // waits for requests that were accepted, up to stop-timeout
            workers.close(settings.get(ServerOptions.STOP_TIMEOUT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // Jetty declares it, and says so by a TimeoutException when it has waited long enough
            log.warn("Stopped {} before all requests were answered: {}", address(), e.toString());
        } finally {
            workers.close();
            parts.close();
            Folders.delete(uploads);
        }
    }

    URI uri() {
        ServerConnector connector = (ServerConnector) jetty.getConnectors()[0];
        if (connector.getLocalPort() < 0) {
            throw new IllegalStateException("The server must be started to have an address. Call start().");
        }
        String scheme = settings.get(ServerOptions.KEYSTORE).isBlank() ? "http" : "https";
        String host = settings.get(ServerOptions.HOST);
        return URI.create(
                scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort());
    }

    Optional<String> generatedToken() {
        return settings.get(ServerOptions.AUTH) == Auth.NONE ? Optional.empty() : tokens.generated();
    }
}
