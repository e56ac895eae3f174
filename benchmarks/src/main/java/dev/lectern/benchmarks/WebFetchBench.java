package dev.lectern.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.readers.web.ContentMode;
import dev.lectern.readers.web.WebPageReader;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebClientOptions;
import dev.lectern.readers.web.http.WebRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how many pages a second are fetched from a site on loopback: by {@code WebClient} with all its limits and checks, and by
 * {@code WebPageReader} with its extraction, beside a bare loop over the JDK's client that asks for the same pages and looks at nothing.
 *
 * <p>Client and server share the machine. Arguments: {@code --bytes} of a page (20000), {@code --pages} a round and caller (500), {@code --callers}
 * ({@code 1,8}), {@code --rounds} (5).
 */
public final class WebFetchBench {

    private static final int WARMUPS = 3;

    private WebFetchBench() {}

    /** Runs the benchmark. */
    public static void main(String[] args) {
        run(System.out, args);
    }

    /** Runs the benchmark and returns the timings of all numbers of callers. */
    static List<Timings> run(PrintStream out, String... args) {
        Arguments arguments = Arguments.parse(args, "bytes", "pages", "callers", "rounds");
        byte[] page = page(arguments.count("bytes", 20_000));
        int pages = arguments.count("pages", 500);
        int rounds = arguments.count("rounds", 5);
        Machine.describe(out, "WebFetchBench", "pages of " + page.length + " bytes on loopback");
        // Else the server sends head and body 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = serve(page, threads);
        try {
            String site = "http://127.0.0.1:" + server.getAddress().getPort() + "/page/";
            return arguments.counts("callers", "1,8").stream()
                    .flatMap(callers -> measure(out, site, callers, pages, rounds).stream())
                    .toList();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static List<Timings> measure(PrintStream out, String site, int callers, int pages, int rounds) {
        HttpClient bare =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (WebClient client = WebClient.of(
                        options(WebClientOptions.builder(), callers).build());
                WebPageReader reader = reader(ContentMode.HTML, callers);
                WebPageReader main = reader(ContentMode.MAIN, callers)) {
            List<Contestant> contestants = List.of(
                    new Contestant("bare loop over the JDK's client", pages, number -> get(bare, site + number)),
                    new Contestant("WebClient", pages, number -> client.get(WebRequest.of(site + number))));
            List<Timings> fetched = Rounds.inTurn(WARMUPS, rounds, callers, contestants);
            // A reader brings its own threads: one call reads as many pages as all callers together.
            List<Timings> read = Rounds.inTurn(
                    WARMUPS,
                    rounds,
                    1,
                    List.of(
                            new Contestant("WebPageReader, HTML", 1, call -> read(reader, site, pages * callers)),
                            new Contestant(
                                    "WebPageReader, main content", 1, call -> read(main, site, pages * callers))));
            double bareRate = fetched.get(0).medianRate();
            out.printf("%d caller(s), pages a second:%n", callers);
            fetched.forEach(each -> print(out, each.name(), each.medianRate(), bareRate));
            read.forEach(each -> print(out, each.name(), each.medianRate() * pages * callers, bareRate));
            return Stream.concat(fetched.stream(), read.stream()).toList();
        }
    }

    private static void print(PrintStream out, String name, double rate, double bareRate) {
        out.printf("  %-32s %8.0f  (%.2f)%n", name, rate, rate / bareRate);
    }

    private static WebClientOptions.Builder options(WebClientOptions.Builder http, int callers) {
        return http.allowedAddresses(List.of("127.0.0.1")).concurrency(callers).concurrencyPerHost(callers);
    }

    private static WebPageReader reader(ContentMode mode, int callers) {
        return WebPageReader.builder()
                .mode(mode)
                .http(http -> options(http, callers))
                .build();
    }

    private static byte[] get(HttpClient client, String address) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted.", e);
        }
    }

    private static long read(WebPageReader reader, String site, int pages) {
        long[] chars = new long[1];
        reader.read(IntStream.range(0, pages).mapToObj(number -> site + number).toList(), new DocumentSink() {
            @Override
            public void document(Document document) {
                chars[0] += document.text().length();
            }

            @Override
            public void failure(ReadFailure failure) {
                throw failure.toException();
            }
        });
        return chars[0];
    }

    private static HttpServer serve(byte[] page, ExecutorService threads) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(page);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] page(int bytes) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html><html lang=en><title>Tides</title><nav>"
                + "<a href=/>Home</a> <a href=/page/1>Next</a></nav><main><h1>Tides</h1>");
        while (html.length() < bytes) {
            html.append(
                    "<p>The tide turns twice a day, and the keeper writes down when it does, whatever the weather.</p>\n");
        }
        return html.append("</main></html>").toString().getBytes(StandardCharsets.UTF_8);
    }
}
