package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lectern.readers.web.PageServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the client believes to be who they say they are. */
class WebClientTlsTest {

    private static final String PASSWORD = "secret1";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final AtomicInteger REQUESTS = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static Path keyFile;
    private static KeyStore keys;
    private static HttpsServer server;

    private final RecordedWaits waits = new RecordedWaits();

    @BeforeAll
    static void startWithACertificateOfItsOwnMaking() throws Exception {
        keyFile = folder.resolve("key.p12");
        keys = selfSigned(keyFile);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            REQUESTS.incrementAndGet();
            try (exchange) {
                PageServer.send(exchange, 200, "text/plain", "tide".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    /** Makes a key with a certificate for the name localhost alone. */
    private static KeyStore selfSigned(Path file) throws IOException, InterruptedException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "shore",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static String address(String host) {
        return "https://" + host + ":" + server.getAddress().getPort() + "/";
    }

    private String read(String address, Consumer<WebClientOptions.Builder> change) {
        WebClientOptions.Builder options = WebClientOptions.builder().allowedAddresses(List.of("127.0.0.1", "::1"));
        change.accept(options);
        try (WebClient client = new WebClient(options.build(), InetAddress::getAllByName, waits)) {
            return new String(client.get(WebRequest.of(address)).body(), StandardCharsets.UTF_8);
        }
    }

    private static SSLContext trusting(KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void certificate_thatNobodyVouchesFor_isRefusedOnceWithTheRemedy() {
        int before = REQUESTS.get();

        assertThatThrownBy(() -> read(address("localhost"), http -> {}))
                .isInstanceOfSatisfying(
                        WebException.class, e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageStartingWith(
                        "Could not read " + address("localhost") + ": the server's certificate is not trusted (")
                .hasMessageEndingWith("). Trust it by sslContext, or start Java with -Djavax.net.ssl.trustStore=FILE.");
        assertThat(waits.slept).isEmpty();
        assertThat(REQUESTS).hasValue(before);
    }

    @Test
    void certificate_thatTheContextTrusts_isTaken() throws Exception {
        SSLContext context = trusting(keys);

        assertThat(read(address("localhost"), http -> http.sslContext(context))).isEqualTo("tide");
    }

    @Test
    void certificate_thatJavaIsToldToTrust_isTaken() {
        System.setProperty(TRUST_STORE, keyFile.toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
        try {
            assertThat(read(address("localhost"), http -> {})).isEqualTo("tide");
        } finally {
            System.clearProperty(TRUST_STORE);
            System.clearProperty(TRUST_STORE + "Password");
        }
    }

    @Test
    void certificate_ofAnotherName_isRefusedAlsoWhereItIsTrusted() throws Exception {
        SSLContext context = trusting(keys);
        int before = REQUESTS.get();

        assertThatThrownBy(() -> read(address("127.0.0.1"), http -> http.sslContext(context)))
                .isInstanceOf(WebException.class)
                .hasMessageStartingWith(
                        "Could not read " + address("127.0.0.1") + ": the server's certificate does not fit (")
                .hasMessageEndingWith("). Give the address by a name that is in the certificate.");
        assertThat(REQUESTS).hasValue(before);
    }
}
