package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        assertThat(progress.get(progress.size() - 1)).isEqualTo(new WebProgress(6, 1, 1, 2, 0));
    }

    @Test
    void page_ofMoreLinksThanAreLookedAt_saysSo() {
        String links = IntStream.range(0, 5_000)
                .mapToObj(i -> "<a href=" + i + ">x</a>")
                .collect(Collectors.joining());
        String start = shore.server.serve(
                "/many/", "text/html", "<base href='/" + "x".repeat(8_000) + "/'><p>Tides.</p>" + links);

        ReadResult result = read(local().robots(false), "/many/");

        assertThat(paths(result)).containsExactly("/many/");
        assertThat(result.skips())
                .contains(new ReadSkip(
                        start,
                        "some of its links were not followed, since all together are longer than a page is expected to have.",
                        Unread.ITEM_AND_BEYOND));
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
    void canonical_thatAnotherPageTookBefore_losesNoPage() {
        shore.server.serve("/first", "text/html", "<link rel=canonical href=/second><p>One</p><a href=/second>2</a>");
        shore.server.serve("/second", "text/html", "<p>Two</p>");

        ReadResult result = read(local().sitemaps(false), "/first");

        assertThat(result.documents()).extracting(Document::text).containsExactly("One\n\n2", "Two");
        assertThat(paths(result)).containsExactly("/second", "/second#2");
    }

    @Test
    void page_withTheTextOfAnother_isToldAsLeftOut() {
        assertThat(read(local(), "/").skips())
                .extracting(ReadSkip::source, ReadSkip::reason)
                .contains(tuple(shore.address("/tides?print=1"), "its text is that of a page read before it."));
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
        assertThat(result.skips())
                .containsExactly(new ReadSkip(
                        shore.address("/calendar?day=202"),
                        "more than 200 queries of one path are taken for a trap. Exclude some by patterns (option excludes) to"
                                + " read others.",
                        Unread.ITEM_AND_BEYOND));
    }

    @Test
    void whatIsLeftOut_isToldWithItsRule() {
        String far = "/" + "x".repeat(2_000);
        shore.server.serve(
                "/all",
                "text/html",
                "<p>All</p><a href=/tides>t</a><a href=" + far + ">l</a><a href='/" + "y".repeat(9_000)
                        + "'>z</a><a href=/a/a/a/a>p</a><a href=/moon/x>m</a><a rel=nofollow href=/ads>n</a>"
                        + "<a rel=nofollow href=/tides>t</a><a href=/private/y>f</a>");

        ReadResult result =
                read(local().maxDepth(1).excludes(List.of("/moon/x")).sitemaps(false), "/all");

        assertThat(result.skips())
                .extracting(skip -> skip.source().replace(shore.address(""), "") + " " + skip.reason())
                .containsExactly(
                        "/all some of its links were not followed, since they are longer than any server takes.",
                        "/private/y robots.txt forbids it. Ask the owner, or switch robots off (option robots).",
                        far + " an address of more than 2000 characters is taken for a trap.",
                        "/a/a/a/a a path with the same part more than 3 times is taken for a trap.",
                        "/moon/x the patterns to include and exclude leave it out.",
                        "/ads only links that ask not to be followed lead to it. Switch nofollow off (option nofollow) to"
                                + " read it.",
                        "/moon it is more than 1 links away from the start. Raise maxDepth (option max-depth) to read it.",
                        "/tides?print=1 it is more than 1 links away from the start. Raise maxDepth (option max-depth) to read"
                                + " it.");
    }

    @Test
    void frontier_full_countsWhatItDidNotFollow() {
        StringBuilder links = new StringBuilder("<p>Many</p>");
        for (int i = 0; i < 50; i++) {
            links.append("<a href=/few/").append(i).append(">").append(i).append("</a>");
        }
        shore.server.serve("/many", "text/html", links.toString());
        shore.server.serve("/few/", "text/html", "<p>Few</p>");

        ReadResult result = read(local().maxWaiting(10).sitemaps(false), "/many");

        assertThat(result.documents()).hasSize(11);
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly(
                        "40 links were not followed since more than 10 addresses waited or were left out. Raise"
                                + " maxWaiting (option max-waiting) to follow them.");
    }

    @Test
    void redirect_toWhatRobotsForbid_isNotFollowed() {
        shore.server.serve("/gate", "text/html", "<p>Gate</p><a href=/way>w</a>");
        shore.server.redirect("/way", 302, "/private/x");

        ReadResult result = read(local().sitemaps(false), "/gate");

        assertThat(paths(result)).containsExactly("/gate");
        assertThat(result.skips())
                .extracting(ReadSkip::source, ReadSkip::reason)
                .containsExactly(tuple(
                        shore.address("/way"),
                        "robots.txt forbids it. Ask the owner, or switch robots off (option robots)."));
        assertThat(shore.asked).doesNotContain("/private/x");
    }

    @Test
    void sitemaps_ofOtherSites_takeNoPlaceFromThisOne() {
        shore.server.serve(
                "/sitemap.xml",
                "text/xml",
                "<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2</loc></url><url><loc>"
                        + shore.address("/listed") + "</loc></url></urlset>");

        assertThat(paths(read(local().maxPages(2), "/ads"))).containsExactly("/ads", "/listed");
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
                            + ": without the robots.txt of its host it must not be asked for, and that cannot be had:"
                            + " 127.0.0.1 answered with status 503, a fault of the server. Try again later. Or switch robots"
                            + " off (option robots).");
        }
    }

    @Test
    void crawl_cutOff_goesOnWithoutAskingAgainAndGivesAll(@TempDir Path folder) {
        List<String> read = new ArrayList<>();
        try (SiteReader reader =
                local().state(folder).http(http -> http.concurrency(1)).build()) {
            reader.read(shore.address("/"), Sinks.until(read, () -> read.size() >= 3));
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
