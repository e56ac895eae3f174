package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class SitemapReaderTest {

    private final Shore shore = new Shore();

    @AfterEach
    void close() {
        shore.close();
    }

    private static SitemapReader.Builder local() {
        return SitemapReader.builder().http(Shore::local);
    }

    private ReadResult read(SitemapReader.Builder builder, String path) {
        try (SitemapReader reader = builder.build()) {
            return reader.load(shore.address(path), FailurePolicy.COLLECT);
        }
    }

    private List<String> paths(ReadResult result) {
        return result.documents().stream()
                .map(document -> document.id().replace(shore.address(""), ""))
                .toList();
    }

    @Test
    void site_namesItsSitemapsInRobotsTxt() {
        ReadResult result = read(local(), "/");

        assertThat(paths(result)).containsExactly("/", "/tides", "/listed");
        assertThat(result.documents())
                .allSatisfy(document ->
                        assertThat(document.metadata().text("sitemap")).contains(shore.address("/")));
    }

    @Test
    void sink_cancelledInTheMiddle_endsTheReading() {
        String[] paths = IntStream.range(0, 40).mapToObj(i -> "/many/" + i).toArray(String[]::new);
        for (String path : paths) {
            shore.page(path, "Page " + path, "");
        }
        shore.serveList("/many.xml", paths);
        List<String> read = new ArrayList<>();
        List<WebProgress> progress = new ArrayList<>();

        try (SitemapReader reader = local().listener(progress::add)
                .http(http -> http.concurrency(1))
                .build()) {
            reader.read(shore.address("/many.xml"), Sinks.until(read, () -> read.size() == 2));
        }

        assertThat(read).containsExactly(shore.address("/many/0"), shore.address("/many/1"));
        assertThat(progress).extracting(WebProgress::documents).containsExactly(1L, 2L);
        assertThat(shore.asked).hasSizeLessThan(6);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void sink_cancelledWhileAPageHangs_endsTheReading() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        shore.server.serve("/hangs", exchange -> {
            asked.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        shore.serveList("/list.xml", "/hangs", "/tides");
        List<String> read = new ArrayList<>();

        try (SitemapReader reader = local().http(
                        http -> http.readTimeout(Duration.ofHours(1)).timeout(Duration.ofHours(1)))
                .build()) {
            reader.read(shore.address("/list.xml"), Sinks.until(read, () -> asked.getCount() == 0));
        } finally {
            ended.countDown();
        }

        assertThat(read).isEmpty();
    }

    @Test
    void index_isFollowedAndAListThatIsMissingIsAFailure() {
        shore.server.serve(
                "/index.xml",
                "application/xml",
                "<sitemapindex><sitemap><loc>" + shore.address("/none.xml") + "</loc></sitemap><sitemap><loc>"
                        + shore.address("/sitemap.xml") + "</loc></sitemap><sitemap><loc>" + shore.address("/index.xml")
                        + "</loc></sitemap></sitemapindex>");

        ReadResult result = read(local(), "/index.xml");

        assertThat(paths(result)).containsExactly("/", "/tides", "/listed");
        assertThat(result.failures())
                .extracting(ReadFailure::source)
                .containsExactly(shore.address("/none.xml"), shore.address("/dead"));
    }

    @Test
    void since_leavesOutWhatIsOlder() {
        shore.server.serve(
                "/dated.xml",
                "text/xml",
                "<urlset><url><loc>" + shore.address("/tides") + "</loc><lastmod>2025-01-01</lastmod></url><url><loc>"
                        + shore.address("/moon") + "</loc><lastmod>2026-01-01T00:00:00Z</lastmod></url><url><loc>"
                        + shore.address("/listed") + "</loc></url></urlset>");

        ReadResult result = read(local().since(Instant.parse("2026-01-01T00:00:00Z")), "/dated.xml");

        assertThat(paths(result)).containsExactly("/moon", "/listed");
        assertThat(result.skips())
                .containsExactly(new ReadSkip(
                        shore.address("/tides"),
                        "by the sitemap it has not changed since 2026-01-01T00:00:00Z (option since).",
                        Unread.ITEM));
    }

    @Test
    void patternsAndRobots_areObeyed() {
        shore.server.serve("/all.xml", "text/xml", shore.sitemap("/tides", "/private/x", "/moon"));

        assertThat(paths(read(local().includes(List.of("/t", "/p")), "/all.xml")))
                .containsExactly("/tides");
        assertThat(read(local().includes(List.of("/t", "/p")), "/all.xml").skips())
                .containsExactly(
                        new ReadSkip(
                                shore.address("/moon"),
                                "the patterns to include and exclude leave it out.",
                                Unread.ITEM),
                        new ReadSkip(
                                shore.address("/private/x"),
                                "robots.txt forbids it. Ask the owner, or switch robots off (option robots).",
                                Unread.ITEM));
        assertThat(paths(read(local().excludes(List.of("/t")).robots(false), "/all.xml")))
                .containsExactly("/private/x", "/moon");
    }

    @Test
    void addresses_listedTwice_areReadOnce() {
        shore.server.serve("/twice.xml", "text/xml", shore.sitemap("/tides", "/tides#top", "/tides"));

        assertThat(paths(read(local(), "/twice.xml"))).containsExactly("/tides");
        assertThat(shore.asked).containsExactly("/tides");
    }

    @Test
    void addresses_malformed_areFailures() {
        shore.server.serve(
                "/bad.txt", "text/plain", "ftp://shore.example/x\n" + shore.address("/tides") + "\nno address\n");

        ReadResult result = read(local(), "/bad.txt");

        assertThat(paths(result)).containsExactly("/tides");
        assertThat(result.failures())
                .extracting(ReadFailure::source)
                .containsExactly("ftp://shore.example/x", "no address");
    }

    @Test
    void maxPages_reached_isAFailureAtTheEnd() {
        ReadResult result = read(local().maxPages(2), "/sitemap.xml");

        assertThat(paths(result)).containsExactly("/", "/tides");
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly(
                        "2 pages or more were left out after 2. Raise maxPages (option max-pages) to read them.");
    }

    @Test
    void sitemap_thatIsNone_isRefused() {
        assertThatThrownBy(() -> local().build().load(shore.address("/feed.xml")))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + shore.address("/feed.xml")
                        + ": the root must be urlset or sitemapindex, got: rss. Give the address of a sitemap.");
    }

    @Test
    void pages_asMarkdown_areWrittenSo() {
        shore.server.serve("/md", "text/html", "<h2>Tide</h2><p>It <b>turns</b>.</p>");
        shore.server.serve("/md.xml", "text/xml", shore.sitemap("/md"));

        assertThat(read(local().mode(ContentMode.MARKDOWN), "/md.xml").documents())
                .extracting(Document::text)
                .containsExactly("## Tide\n\nIt **turns**.");
    }
}
