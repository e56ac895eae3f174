package dev.lectern.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.reader.ReadException;
import dev.lectern.readers.web.ContentMode;
import dev.lectern.readers.web.WebPageReader;
import dev.lectern.readers.web.http.WebAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;

/**
 * Measures how well the main content of web pages is found, and how fast: precision, recall and F1 of each page and of all, the whole
 * text beside it; megabytes of HTML a second of one caller, beside jsoup's bare parse.
 *
 * <p>Arguments: {@code --folder} in the form of the article extraction benchmark ({@code html/ID.html.gz}, {@code ground-truth.json.gz} with
 * {@code {ID: {articleBody, url}}}); {@code --rounds} (5); {@code --pages} ({@code all} prints each page).
 */
public final class WebExtractionBench {

    private static final int WARMUPS = 2;

    private record Article(String id, WebAnswer answer, String body) {}

    private WebExtractionBench() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        run(System.out, args);
    }

    /** Runs the benchmark and returns the score of the main content. */
    static ShingleScore run(PrintStream out, String... args) throws IOException {
        Arguments arguments = Arguments.parse(args, "folder", "rounds", "pages");
        Path folder = Path.of(arguments
                .text("folder")
                .orElseThrow(() -> new IllegalArgumentException("--folder must be given, got: nothing")));
        List<Article> articles = articles(folder);
        Machine.describe(out, "WebExtractionBench", articles.size() + " pages of " + folder.getFileName());
        ShingleScore main =
                score(out, articles, ContentMode.MAIN, arguments.text("pages").isPresent());
        score(out, articles, ContentMode.WHOLE, false);
        measure(out, articles, arguments.count("rounds", 5));
        return main;
    }

    private static List<Article> articles(Path folder) throws IOException {
        JsonNode truth;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("ground-truth.json.gz")))) {
            truth = new ObjectMapper().readTree(in);
        }
        Map<String, Article> articles = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : truth.properties()) {
            Path file = folder.resolve("html").resolve(entry.getKey() + ".html.gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                URI uri = URI.create("https://page.example/" + entry.getKey());
                WebAnswer answer = WebAnswer.of(uri, "text/html", in.readAllBytes());
                articles.put(
                        entry.getKey(),
                        new Article(
                                entry.getKey(),
                                answer,
                                entry.getValue().path("articleBody").asText()));
            }
        }
        return List.copyOf(articles.values());
    }

    private static ShingleScore score(PrintStream out, List<Article> articles, ContentMode mode, boolean each) {
        List<ShingleScore> scores = new ArrayList<>();
        Map<String, ShingleScore> byPage = new TreeMap<>();
        try (WebPageReader reader = WebPageReader.builder().mode(mode).build()) {
            for (Article article : articles) {
                ShingleScore score = ShingleScore.of(article.body, text(reader, article.answer));
                scores.add(score);
                byPage.put(article.id, score);
            }
        }
        if (each) {
            out.println("page, F1, precision, recall, worst first:");
            byPage.entrySet().stream()
                    .sorted(Comparator.comparingDouble(page -> page.getValue().f1()))
                    .forEach(page -> out.printf(
                            "  %.12s  %.3f  %.3f  %.3f%n",
                            page.getKey(),
                            page.getValue().f1(),
                            page.getValue().precision(),
                            page.getValue().recall()));
        }
        ShingleScore all = ShingleScore.mean(scores);
        out.printf("%-6s F1 %.3f, precision %.3f, recall %.3f%n", mode, all.f1(), all.precision(), all.recall());
        return all;
    }

    /** A page that gives no document has no text. */
    private static String text(WebPageReader reader, WebAnswer answer) {
        try {
            return reader.documents(answer).get(0).text();
        } catch (ReadException e) {
            return "";
        }
    }

    private static void measure(PrintStream out, List<Article> articles, int rounds) {
        double megabytes =
                articles.stream().mapToLong(a -> a.answer.body().length).sum() / 1e6;
        try (WebPageReader main = WebPageReader.create();
                WebPageReader markdown =
                        WebPageReader.builder().mode(ContentMode.MARKDOWN).build()) {
            List<Contestant> contestants = List.of(
                    new Contestant("jsoup, bare parse", 1, number -> parseAll(articles)),
                    new Contestant("main content", 1, number -> readAll(main, articles)),
                    new Contestant("Markdown", 1, number -> readAll(markdown, articles)));
            for (Timings timings : Rounds.inTurn(WARMUPS, rounds, 1, contestants)) {
                out.printf("%-18s %6.1f MB/s%n", timings.name(), megabytes * timings.medianRate());
            }
        }
    }

    private static int parseAll(List<Article> articles) {
        int nodes = 0;
        for (Article article : articles) {
            try {
                nodes += Jsoup.parse(
                                new ByteArrayInputStream(article.answer.body()),
                                StandardCharsets.UTF_8.name(),
                                article.answer.uri().toString())
                        .childNodeSize();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return nodes;
    }

    private static int readAll(WebPageReader reader, List<Article> articles) {
        return articles.stream()
                .mapToInt(article -> text(reader, article.answer).length())
                .sum();
    }
}
