package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a connection comes about or not: certificates, and servers that do not take connections. */
class RetrievalPluginConnectionTest {

    private static final PluginQuery QUERY = PluginQuery.of("q");
    private static final char[] PASSWORD = "secret1".toCharArray();
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static KeyStore keys;
    private static HttpsServer server;

    private final World world = new World();

    @BeforeAll
    static void startWithACertificateOfItsOwnMaking() throws Exception {
        keys = selfSigned(folder.resolve("key.p12"));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            REQUESTS.incrementAndGet();
            byte[] answer =
                    "{\"results\":[{\"query\":\"q\",\"results\":[{\"text\":\"t\"}]}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    /** Makes a key with a certificate for the name localhost alone. */
    private static KeyStore selfSigned(Path file) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", "a", "-dname", "CN=localhost"));
        command.addAll(List.of("-ext", "SAN=dns:localhost", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static String address(String host) {
        return "https://" + host + ":" + server.getAddress().getPort();
    }

    private RetrievalPluginClientBuilder to(String endpoint) {
        return world.in(RetrievalPluginClient.builder(endpoint).withoutToken());
    }

    private static SSLContext trusting(KeyStore certificates) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void certificate_thatNobodyVouchesFor_isRefusedOnceWithTheRemedy() {
        int before = REQUESTS.get();
        RetrievalPluginClient client = to(address("localhost")).build();

        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(RetrievalPluginException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.UNTRUSTED);
                    assertThat(e.isRetryable()).isFalse();
                })
                .hasMessageStartingWith("Could not ask 1 question at " + address("localhost")
                        + ": the server's certificate is not trusted (")
                .hasMessageEndingWith("). Trust it by sslContext, or start Java with -Djavax.net.ssl.trustStore=FILE.");
        assertThat(world.waits).isEmpty();
        assertThat(REQUESTS).hasValue(before);
    }

    @Test
    void certificate_thatIsTrusted_isTaken() throws Exception {
        RetrievalPluginClient client =
                to(address("localhost")).sslContext(trusting(keys)).build();

        assertThat(client.query(QUERY).chunks()).hasSize(1);
    }

    @Test
    void certificate_ofAnotherName_isRefusedAlsoWhereItIsTrusted() throws Exception {
        RetrievalPluginClient client =
                to(address("127.0.0.1")).sslContext(trusting(keys)).build();

        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.UNTRUSTED))
                .hasMessageContaining("the server's certificate does not fit (")
                .hasMessageEndingWith("Give the endpoint by a name that is in the certificate.");
    }

    @Test
    void server_thatSpeaksNoTls_isNamedAsSuch() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> refuse(plain));
            RetrievalPluginClient client =
                    to("https://localhost:" + plain.getLocalPort()).build();

            assertThatThrownBy(() -> client.query(QUERY))
                    .isInstanceOfSatisfying(
                            RetrievalPluginException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                    .hasMessageEndingWith("Check the endpoint, and that the server speaks TLS.");
            assertThat(answering).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** Answers the beginning of TLS as servers of HTTP do. */
    private static void refuse(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Other systems refuse a connection where Linux lets it wait. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void server_thatTakesNoConnection_isGivenUpAfterTheConnectTimeout() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) { // more than the system keeps for it
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(busy.getLocalSocketAddress());
                waiting.add(channel);
            }
            String endpoint = "http://127.0.0.1:" + busy.getLocalPort();
            RetrievalPluginClient client = to(endpoint)
                    .connectTimeout(Duration.ofMillis(200))
                    .maxRetries(1)
                    .build();

            assertThatThrownBy(() -> client.query(QUERY))
                    .isInstanceOfSatisfying(RetrievalPluginException.class, e -> {
                        assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE);
                        assertThat(e.isRetryable()).isTrue();
                    })
                    .hasMessage("Could not ask 1 question at " + endpoint + ": no connection came about within PT0.2S."
                            + " Check the endpoint, and that the server runs, or raise connectTimeout.");
            assertThat(world.waits).hasSize(1);
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
