package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteReaderTest {

    private final Shore shore = new Shore();

    @AfterEach
    void close() {
        shore.close();
    }

    private static SiteReader.Builder local() {
        return SiteReader.builder().http(Shore::local);
    }

    private List<String> paths(ReadResult result) {
        return result.documents().stream()
                .map(document -> document.id().replace(shore.address(""), ""))
                .toList();
    }

    private ReadResult read(SiteReader.Builder builder, String path) {
        try (SiteReader reader = builder.build()) {
            return reader.load(shore.address(path), FailurePolicy.COLLECT);
        }
    }

    @Test
    void site_isReadByDistanceAsItsRulesAllow() {
        List<WebProgress> progress = new ArrayList<>();

        ReadResult result = read(local().listener(progress::add), "/");

        assertThat(paths(result)).containsExactly("/", "/tides", "/moon", "/listed", "/deep/1", "/deep/2");
        assertThat(result.documents().get(1).metadata().text("site")).contains(shore.address("/"));
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(shore.address("/dead"));
        assertThat(shore.asked).doesNotContain("/ads", "/private/x");
        assertThat(progress.get(progress.size() - 1)).isEqualTo(new WebProgress(6, 1, 1, 1, 0));
    }

    @Test
    void rules_switchedOff_areIgnored() {
        ReadResult result = read(local().robots(false).nofollow(false), "/");

        assertThat(paths(result)).contains("/ads", "/private/x").doesNotContain("/listed");
    }

    @Test
    void bounds_depthPrefixAndPatterns_areKept() {
        assertThat(paths(read(local().maxDepth(1).sitemaps(false), "/"))).containsExactly("/", "/tides", "/moon");
        assertThat(paths(read(local().scope(SiteScope.PREFIX), "/deep/1"))).containsExactly("/deep/1", "/deep/2");
        assertThat(paths(read(local().includes(List.of("/moon", "/deep/")).excludes(List.of("*/2")), "/")))
                .containsExactly("/", "/moon", "/deep/1");
    }

    @Test
    void maxPages_reached_isAFailureAtTheEnd() {
        ReadResult result = read(local().maxPages(2).sitemaps(false), "/");

        assertThat(paths(result)).containsExactly("/", "/tides");
        assertThat(result.failures())
                .containsExactly(new ReadFailure(
                        shore.address("/"),
                        "4 pages or more were left out after 2. Raise maxPages (option max-pages) to read them.",
                        null));
    }

    @Test
    void noindex_isLeftOutButItsLinksAreFollowed() {
        shore.server.serve("/hub", "text/html", "<meta name=robots content=noindex><a href=/deep/1>1</a> text");

        assertThat(paths(read(local().maxDepth(1).sitemaps(false), "/hub"))).containsExactly("/deep/1");
        assertThat(paths(read(local().maxDepth(0).sitemaps(false).noindex(false), "/hub")))
                .containsExactly("/hub");
    }

    @Test
    void canonical_thatAllPagesShareByMistake_losesNoPage() {
        for (int i = 1; i <= 3; i++) {
            shore.server.serve(
                    "/same/" + i,
                    "text/html",
                    "<link rel=canonical href=/same/1><p>Text " + i + "</p><a href=" + (i + 1) + ">next</a>");
        }

        ReadResult result = read(local().scope(SiteScope.PREFIX).sitemaps(false), "/same/1");

        assertThat(paths(result)).containsExactly("/same/1", "/same/2", "/same/3");
    }

    @Test
    void trap_ofLinksThatPileUp_ends() {
        AtomicInteger asked = new AtomicInteger();
        shore.server.serve("/trap/", exchange -> {
            int page = asked.incrementAndGet();
            String html = "<p>Page " + page + "</p><a href='trap/x" + page + "/'>a</a><a href='" + "a/b/".repeat(3)
                    + "'>b</a>";
            PageServer.send(exchange, 200, "text/html", html.getBytes(StandardCharsets.UTF_8));
        });

        ReadResult result = read(local().maxDepth(100).maxPages(5_000).sitemaps(false), "/trap/");

        assertThat(result.failures()).isEmpty();
        assertThat(asked).hasValueLessThan(200);
    }

    @Test
    void trap_ofQueries_ends() {
        AtomicInteger asked = new AtomicInteger();
        shore.server.serve("/calendar", exchange -> {
            int day = asked.incrementAndGet();
            String html = "<p>Day " + day + "</p><a href='?day=" + (day + 1) + "'>next</a>";
            PageServer.send(exchange, 200, "text/html", html.getBytes(StandardCharsets.UTF_8));
        });

        ReadResult result = read(local().maxDepth(10_000).maxPages(10_000).sitemaps(false), "/calendar");

        assertThat(result.documents()).hasSize(201);
    }

    @Test
    void start_thatRedirects_movesTheSite() {
        String start = shore.server.redirect("/old", 301, "/tides");

        assertThat(paths(read(local().sitemaps(false), "/old")))
                .as(start)
                .containsExactly("/tides", "/moon", "/deep/1", "/deep/2");
    }

    @Test
    void robots_thatCannotBeHad_forbidAll() {
        try (PageServer server = new PageServer();
                SiteReader reader = local().build()) {
            server.serve("/robots.txt", exchange -> exchange.sendResponseHeaders(503, -1));
            String address = server.serve("/", "text/html", "tide");

            assertThatThrownBy(() -> reader.load(address))
                    .isInstanceOf(ReadException.class)
                    .hasMessage("Could not read " + address
                            + ": the robots.txt of 127.0.0.1 forbids it, or cannot be had. Ask its owner, or switch robots off"
                            + " (option robots).");
        }
    }

    @Test
    void crawl_cutOff_goesOnWithoutAskingAgainAndGivesAll(@TempDir Path folder) {
        List<String> read = new ArrayList<>();
        try (SiteReader reader =
                local().state(folder).http(http -> http.concurrency(1)).build()) {
            reader.read(shore.address("/"), new DocumentSink() {
                @Override
                public void document(Document document) {
                    read.add(document.id());
                }

                @Override
                public void failure(ReadFailure failure) {
                    read.add(failure.source());
                }

                @Override
                public boolean isCancelled() {
                    return read.size() >= 3;
                }
            });
        }
        shore.asked.clear();

        ReadResult resumed = read(local().state(folder), "/");

        assertThat(paths(resumed)).containsExactly("/", "/tides", "/moon", "/listed", "/deep/1", "/deep/2");
        assertThat(shore.asked).doesNotContain("/", "/tides", "/moon").contains("/listed", "/deep/1", "/deep/2");

        shore.asked.clear();
        read(local().state(folder), "/");
        assertThat(shore.asked).as("a crawl that came to its end begins anew").contains("/", "/tides");
    }

    @Test
    void state_thatCannotBeKept_isNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> read(local().state(file), "/"))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("the state of the crawl cannot be kept");
    }
}
