package dev.lectern.examples.e03webpage;

import com.sun.net.httpserver.HttpServer;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.WebPageReader;
import dev.lectern.store.retrieval.plugin.ExportReport;
import dev.lectern.store.retrieval.plugin.RetrievalPluginExport;
import dev.lectern.store.retrieval.plugin.UpsertFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a web page, takes its main text, and writes it as the body that the ChatGPT Retrieval Plugin takes at {@code /upsert}. */
final class WebPageToJson {

    private WebPageToJson() {}

    /** Takes an HTML file to serve; without it, the newsletter of the example corpus. */
    public static void main(String[] args) throws IOException {
        String page = args.length > 0 ? args[0] : "examples/corpus/visitors/newsletter-spring-2025.html";
        HttpServer server = serve(Files.readAllBytes(Path.of(page)));
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/newsletter.html";

            // Addresses of this machine are refused unless allowed: a reader that others feed must not reach into the
            // house.
            Reader reader = WebPageReader.builder()
                    .http(http -> http.allowedAddresses(List.of("127.0.0.1")))
                    .build();

            // An export is a sink for documents: the reader pushes into it, and nothing is kept in memory.
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            try (RetrievalPluginExport export = RetrievalPluginExport.to(json, UpsertFormat.REQUEST_BODY)) {
                reader.read(address, export);
                ExportReport report = export.finish();
                System.out.println(json.toString(StandardCharsets.UTF_8));
                System.out.println(report);
            }
        } finally {
            server.stop(0);
        }
    }

    /** Serves one page on a free port of this machine, so that the example needs no network. */
    private static HttpServer serve(byte[] page) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        server.start();
        return server;
    }
}
