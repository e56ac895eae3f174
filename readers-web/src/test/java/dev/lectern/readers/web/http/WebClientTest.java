package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.lectern.readers.web.PageServer;
import dev.lectern.readers.web.http.WebRequest.Freshness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches from a real server on loopback; waits between attempts are recorded, not waited for. */
class WebClientTest {

    private final PageServer server = new PageServer();
    private final RecordedWaits waits = new RecordedWaits();
    private final List<WebClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(WebClient::close);
        server.close();
    }

    private WebClient client(Consumer<WebClientOptions.Builder> change) {
        return client(InetAddress::getAllByName, builder -> {
            builder.allowPrivateAddresses(true);
            change.accept(builder);
        });
    }

    private WebClient client(AddressGuard.Names names, Consumer<WebClientOptions.Builder> change) {
        WebClientOptions.Builder builder = WebClientOptions.builder();
        change.accept(builder);
        WebClient client = new WebClient(builder.build(), names, waits);
        clients.add(client);
        return client;
    }

    private static String text(WebAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void failureThatPasses_isTriedAgainAfterAGrowingWait() {
        AtomicInteger asked = new AtomicInteger();
        String address = server.serve("/busy", exchange -> {
            int status = asked.incrementAndGet() < 3 ? 503 : 200;
            PageServer.send(exchange, status, "text/plain", "tide".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(text(client(http -> {}).get(WebRequest.of(address)))).isEqualTo("tide");

        assertThat(asked).hasValue(3);
        assertThat(waits.slept).hasSize(2);
        assertThat(waits.slept.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.slept.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void retryAfter_isWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        String address = server.serve("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "40");
            int status = asked.incrementAndGet() == 1 ? 429 : 200;
            PageServer.send(exchange, status, "text/plain", "tide".getBytes(StandardCharsets.UTF_8));
        });

        client(http -> {}).get(WebRequest.of(address));

        assertThat(waits.slept).hasSize(1);
        assertThat(waits.slept.get(0)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(44));
    }

    @Test
    void retryAfter_longerThanAllowed_givesUpAndSaysSo() {
        AtomicInteger asked = new AtomicInteger();
        String address = server.serve("/busy", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
        });

        assertThatThrownBy(() -> client(http -> {}).get(WebRequest.of(address)))
                .isInstanceOf(WebException.class)
                .hasMessage("Could not read " + address + ": 127.0.0.1 answered with status 429, too many or too slow"
                        + " requests. Try again later. It asks to be left alone for 3600 s.");
        assertThat(asked).hasValue(1);
        assertThat(waits.slept).isEmpty();
    }

    @Test
    void failureThatLasts_isNotTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        String address = server.serve("/gone", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });

        WebException failure = catchThrowableOfType(
                WebException.class, () -> client(http -> {}).get(WebRequest.of(address)));

        assertThat(failure.status()).hasValue(404);
        assertThat(failure.toFailure().toException()).hasMessage(failure.getMessage());
        assertThat(asked).hasValue(1);
    }

    @Test
    void redirects_areRecorded() {
        String end = server.serve("/end", "text/plain", "tide");
        String middle = server.redirect("/middle", 302, "end");
        String start = server.redirect("/start", 301, middle);

        WebAnswer answer = client(http -> {}).get(WebRequest.of(start));

        assertThat(answer.uri()).hasToString(end);
        assertThat(answer.redirects()).containsExactly(URI.create(start), URI.create(middle));
    }

    @Test
    void mediaType_notWanted_isRefusedByName() {
        String address = server.serve("/picture", "Image/PNG; q=1", "png");

        assertThatThrownBy(() ->
                        client(http -> {}).get(WebRequest.of(address).withMediaTypes(List.of("text/html", "text/*"))))
                .isInstanceOf(WebException.class)
                .hasMessage(
                        "Could not read " + address + ": the media type must be text/html or text/*, got: Image/PNG.");
    }

    @Test
    void brotli_isUndone() {
        // "The tide turns twice a day. " four times, by Google's encoder at quality 5.
        byte[] brotli = Base64.getDecoder().decode("G28AAARqcqQHlFEgv31bcUk5iS64ZbVxzS5uXPRYvs0hrA8c");
        String address = server.serve("/br", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            PageServer.send(exchange, 200, "text/plain", brotli);
        });

        assertThat(text(client(http -> {}).get(WebRequest.of(address))))
                .isEqualTo("The tide turns twice a day. ".repeat(4));
    }

    @Test
    void bombInABomb_isBrokenOff() throws IOException {
        byte[] body = gzip(gzip(new byte[50_000_000]));
        String address = server.serve("/bomb", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip, gzip");
            PageServer.send(exchange, 200, "text/plain", body);
        });

        assertThat(body.length).isLessThan(10_000);
        assertThatThrownBy(() -> client(http -> http.maxBytes(1_000_000)).get(WebRequest.of(address)))
                .hasMessageContaining("the body is larger than 1000000 bytes after decompression");
    }

    @Test
    void encodings_tooMany_areRefused() {
        String address = server.serve("/many", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip, gzip, gzip, gzip");
            PageServer.send(exchange, 200, "text/plain", new byte[] {1});
        });

        assertThatThrownBy(() -> client(http -> http.maxRetries(0)).get(WebRequest.of(address)))
                .hasMessageContaining("there must be at most 3 content encodings, got: 4");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void body_withoutEnd_isBrokenOff(int status) {
        String address = server.serve("/endless", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            byte[] some = new byte[8_192];
            while (true) {
                exchange.getResponseBody().write(some); // until the client hangs up
            }
        });

        assertThatThrownBy(() -> client(http -> http.maxBytes(100_000)).get(WebRequest.of(address)))
                .isInstanceOf(WebException.class)
                .hasMessageContaining(status == 200 ? "the body is larger than 100000 bytes as sent" : "status 404");
    }

    @Test
    void headersAndUserAgent_areSentToTheFirstHostOnly() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        PageServer.Answer note = exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            PageServer.send(exchange, 200, "text/plain", "x".getBytes(StandardCharsets.UTF_8));
        };
        try (PageServer other = new PageServer()) {
            String home = server.serve("/home", note);
            String start = server.redirect("/start", 302, home);
            String away = server.redirect("/away", 302, other.serve("/abroad", note));
            WebClient client =
                    client(http -> http.header("Authorization", "Bearer x").userAgent("Tides/1"));

            client.get(WebRequest.of(start));
            client.get(WebRequest.of(away));
        }

        assertThat(seen).containsExactly("Bearer x Tides/1", "null Tides/1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cookies_areSentBackOnlyIfSwitchedOn(boolean cookies) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        String address = server.serve("/cookie", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
            exchange.getResponseHeaders().set("Set-Cookie", "tide=high");
            PageServer.send(exchange, 200, "text/plain", "x".getBytes(StandardCharsets.UTF_8));
        });
        WebClient client = client(http -> http.cookies(cookies));

        client.get(WebRequest.of(address));
        client.get(WebRequest.of(address));

        assertThat(seen).containsExactly("null", cookies ? "tide=high" : "null");
    }

    @Test
    void hostsAtOnce_areLimited() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        String address = server.serve("/page", exchange -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            PageServer.send(exchange, 200, "text/plain", "x".getBytes(StandardCharsets.UTF_8));
            inside.decrementAndGet();
        });
        WebClient client = client(http -> http.concurrency(8).concurrencyPerHost(1));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<WebAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> client.get(WebRequest.of(address))));
            }
            for (Future<WebAnswer> answer : answers) {
                assertThat(text(answer.get())).isEqualTo("x");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void delay_isTheLongerOfRequestAndOptions() {
        String address = server.serve("/page", "text/plain", "x");
        WebClient client = client(http -> http.delay(Duration.ofSeconds(3)));

        client.get(WebRequest.of(address).withDelay(Duration.ofSeconds(5)));
        client.get(WebRequest.of(address));
        client.get(WebRequest.of(address));

        assertThat(waits.slept).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(3));
    }

    @Test
    void interruption_endsTheExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        String address = server.serve("/stuck", exchange -> {
            asked.countDown();
            await(done);
        });
        WebClient client = client(http -> {});
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch flagKept = new CountDownLatch(1);
            Future<WebAnswer> answer = thread.submit(() -> {
                try {
                    return client.get(WebRequest.of(address));
                } finally {
                    if (Thread.currentThread().isInterrupted()) {
                        flagKept.countDown();
                    }
                }
            });
            asked.await();
            thread.shutdownNow();

            assertThatThrownBy(answer::get).hasRootCauseInstanceOf(InterruptedException.class);
            flagKept.await();
        } finally {
            done.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_thenUse_isRefused() {
        WebClient client = client(http -> {});
        client.close();
        client.close();

        assertThatThrownBy(() -> client.get(WebRequest.of("http://127.0.0.1/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client is closed");
    }

    @Test
    void close_duringExchanges_endsThemAndThoseThatWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        String address = server.serve("/stuck", exchange -> {
            asked.countDown();
            await(done);
        });
        WebClient client = client(http -> http.concurrency(2));
        List<Thread> callers = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<WebAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> {
                    callers.add(Thread.currentThread());
                    return client.get(WebRequest.of(address));
                }));
            }
            asked.await();
            // Two have been asked for; the others wait for their turn.
            while (callers.size() < 4 || callers.stream().anyMatch(WebClientTest::isRunning)) {
                Thread.onSpinWait();
            }

            client.close();

            for (Future<WebAnswer> answer : answers) {
                assertThatThrownBy(answer::get)
                        .cause()
                        .isInstanceOf(WebException.class)
                        .hasMessage(
                                "Could not read " + address + ": the client was closed before there was an answer.");
            }
        } finally {
            done.countDown();
            threads.shutdownNow();
        }
    }

    private static boolean isRunning(Thread thread) {
        return thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING;
    }

    @Test
    void redirects_areShownBeforeTheyAreFollowed() {
        server.serve("/end", "text/plain", "x");
        String start = server.redirect("/start", 302, "/end");
        List<URI> shown = new ArrayList<>();

        client(http -> {}).get(WebRequest.of(start), shown::add);
        assertThatThrownBy(() -> client(http -> {}).get(WebRequest.of(start), to -> {
                    throw new UnsupportedOperationException("not there");
                }))
                .hasMessage("not there");

        assertThat(shown).containsExactly(URI.create(server.address("/end")));
        assertThat(server.userAgents).hasSize(3);
    }

    // ---- addresses

    @Test
    void nameServer_thatChangesItsMind_isConnectedToWhereItWasChecked() {
        String address = server.serve("/page", "text/plain", "x").replace("127.0.0.1", "rebind.example");
        AtomicInteger asked = new AtomicInteger();
        AddressGuard.Names names = host -> new InetAddress[] {
            InetAddress.getByAddress(host, asked.incrementAndGet() == 1 ? new byte[] {127, 0, 0, 2} : loopback())
        };

        // The first answer is allowed and nobody listens there; the second must be checked as well.
        WebClient client = client(names, http -> http.allowedAddresses(List.of("127.0.0.2")));

        assertThatThrownBy(() -> client.get(WebRequest.of(address)))
                .isInstanceOf(WebException.class)
                .hasMessageContaining("the host rebind.example has the address 127.0.0.1, which is not public.");
        assertThat(server.userAgents).isEmpty();
    }

    private static byte[] loopback() {
        return new byte[] {127, 0, 0, 1};
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "tides.example", "*.example"})
    void addresses_thatAreAllowed_areRead(String allowed) {
        String address = server.serve("/page", "text/plain", "x").replace("127.0.0.1", "tides.example");
        AddressGuard.Names names = host -> new InetAddress[] {InetAddress.getByAddress(host, loopback())};

        WebAnswer answer = client(names, http -> http.allowedAddresses(List.of("10.0.0.0/8", allowed)))
                .get(WebRequest.of(address));

        assertThat(text(answer)).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "10.0.0.0/8", "ides.example", "*.tides.example", "::1", "fd00::/8"})
    void addresses_thatAreNotAllowed_areRefused(String allowed) {
        String address = server.serve("/page", "text/plain", "x").replace("127.0.0.1", "tides.example");
        AddressGuard.Names names = host -> new InetAddress[] {InetAddress.getByAddress(host, loopback())};

        assertThatThrownBy(() -> client(names, http -> http.allowedAddresses(List.of(allowed)))
                        .get(WebRequest.of(address)))
                .isInstanceOf(WebException.class)
                .hasMessageContaining("which is not public");
    }

    @Test
    void redirect_intoTheHouse_isRefused() {
        String inside = server.serve("/secret", "text/plain", "x");
        String start = server.redirect("/start", 302, inside).replace("127.0.0.1", "outside.example");
        AddressGuard.Names names = host -> new InetAddress[] {InetAddress.getByAddress(host, loopback())};

        assertThatThrownBy(() -> client(names, http -> http.allowedAddresses(List.of("outside.example")))
                        .get(WebRequest.of(start)))
                .isInstanceOf(WebException.class)
                .hasMessageContaining("the host 127.0.0.1 has the address 127.0.0.1, which is not public");
    }

    @Test
    void host_unknown_isNamed() {
        AddressGuard.Names names = host -> {
            throw new UnknownHostException(host);
        };

        assertThatThrownBy(() -> client(names, http -> {}).get(WebRequest.of("https://no.example/")))
                .hasMessage(
                        "Could not read https://no.example/: the host is unknown. Check the address and the network.");
    }

    @Test
    void proxy_isAskedAndTargetsThatAreNotPublicAreRefusedBeforeIt() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        String proxy = server.serve("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            PageServer.send(exchange, 200, "text/plain", "by proxy".getBytes(StandardCharsets.UTF_8));
        });
        WebClient client = client(
                host -> host.endsWith("public.example")
                        ? new InetAddress[] {InetAddress.getByAddress(host, new byte[] {8, 8, 8, 8})}
                        : InetAddress.getAllByName(host),
                http -> http.proxy(URI.create(proxy).getAuthority()));

        assertThat(text(client.get(WebRequest.of("http://public.example/tides"))))
                .isEqualTo("by proxy");
        assertThatThrownBy(() -> client.get(WebRequest.of("http://169.254.169.254/latest/meta-data")))
                .hasMessageContaining("which is not public");
        assertThat(asked).containsExactly("http://public.example/tides");
    }

    // ---- cache

    private final AtomicInteger bodies = new AtomicInteger();

    /** Answers with its text, or that nothing has changed since. */
    private PageServer.Answer versioned(String[] text, String header, String condition) {
        return exchange -> {
            String version = header.equals("ETag") ? "\"" + text[0].hashCode() + "\"" : text[1];
            exchange.getResponseHeaders().set(header, version);
            if (version.equals(exchange.getRequestHeaders().getFirst(condition))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                bodies.incrementAndGet();
                PageServer.send(exchange, 200, "text/plain;charset=utf-8", text[0].getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag/If-None-Match", "Last-Modified/If-Modified-Since"})
    void cache_unchangedPage_isNotSentAgain(String headers, @TempDir Path folder) {
        String[] text = {"The tide rises.", "Sun, 29 Nov 2026 08:00:00 GMT"};
        String[] names = headers.split("/", -1);
        String page = server.serve("/page", versioned(text, names[0], names[1]));
        String address = server.redirect("/start", 302, page);

        WebAnswer first = client(http -> http.cache(folder)).get(WebRequest.of(address));
        WebAnswer again = client(http -> http.cache(folder)).get(WebRequest.of(address));

        assertThat(first.origin()).isEqualTo(WebAnswer.Origin.SERVER);
        assertThat(again.origin()).isEqualTo(WebAnswer.Origin.CACHE);
        assertThat(again.uri()).hasToString(page);
        assertThat(again.charset()).contains("utf-8");
        assertThat(text(again)).isEqualTo("The tide rises.");
        assertThat(bodies).hasValue(1);

        text[0] = "The tide falls.";
        text[1] = "Sun, 29 Nov 2026 14:00:00 GMT";
        assertThat(text(client(http -> http.cache(folder)).get(WebRequest.of(address))))
                .isEqualTo("The tide falls.");
        assertThat(bodies).hasValue(2);
    }

    @Test
    void cache_askedForWhatItHas_sendsNoRequest(@TempDir Path folder) {
        String address = server.serve("/page", "text/plain", "x");
        WebClient client = client(http -> http.cache(folder));
        client.get(WebRequest.of(address));

        WebAnswer again = client.get(WebRequest.of(address).withFreshness(Freshness.AS_CACHED));

        assertThat(text(again)).isEqualTo("x");
        assertThat(server.userAgents).hasSize(1);
    }

    @Test
    void cache_damagedFile_isFetchedAgain(@TempDir Path folder) throws IOException {
        String[] text = {"The tide rises.", ""};
        String address = server.serve("/page", versioned(text, "ETag", "If-None-Match"));
        WebClient client = client(http -> http.cache(folder));
        client.get(WebRequest.of(address));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.write(file, "{\"format\":".getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(text(client.get(WebRequest.of(address)))).isEqualTo("The tide rises.");
        assertThat(bodies).hasValue(2);
    }

    @Test
    void cache_noStore_isNotKept(@TempDir Path folder) throws IOException {
        String address = server.serve("/page", (HttpExchange exchange) -> {
            exchange.getResponseHeaders().set("Cache-Control", "private, No-Store");
            PageServer.send(exchange, 200, "text/plain", "x".getBytes(StandardCharsets.UTF_8));
        });

        client(http -> http.cache(folder)).get(WebRequest.of(address));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void cache_largerThanItsLimit_losesWhatWasNotUsedForLongest(@TempDir Path folder) throws IOException {
        byte[] body = new byte[300_000];
        Arrays.fill(body, (byte) 'x');
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            addresses.add(server.serve("/p" + i, exchange -> PageServer.send(exchange, 200, "text/plain", body)));
        }
        WebClient client = client(http -> http.cache(folder).cacheMaxMib(1));
        for (int i = 0; i < 3; i++) {
            client.get(WebRequest.of(addresses.get(i)));
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            }
        }
        client.get(WebRequest.of(addresses.get(0)).withFreshness(Freshness.AS_CACHED));

        client.get(WebRequest.of(addresses.get(3)));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSizeLessThan(4);
        }
        client.get(WebRequest.of(addresses.get(0)).withFreshness(Freshness.AS_CACHED));
        client.get(WebRequest.of(addresses.get(3)).withFreshness(Freshness.AS_CACHED));
        assertThat(server.userAgents).as("those used last are still there").hasSize(4);
    }

    @Test
    void cache_otherHeaders_areOtherPages(@TempDir Path folder) {
        String address = server.serve(
                "/page",
                exchange -> PageServer.send(
                        exchange,
                        200,
                        "text/plain",
                        exchange.getRequestHeaders().getFirst("Accept-Language").getBytes(StandardCharsets.UTF_8)));
        WebRequest cached = WebRequest.of(address).withFreshness(Freshness.AS_CACHED);

        client(http -> http.cache(folder).header("Accept-Language", "de")).get(cached);

        assertThat(text(client(http -> http.cache(folder).header("Accept-Language", "en"))
                        .get(cached)))
                .isEqualTo("en");
    }
}
