package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.readers.web.http.WebAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageParserTest {

    private static final String ARTICLE = """
            <html><head><title>Why tides turn late | The Shore</title><style>p { color: red }</style></head><body>
            <header><a href=/>The Shore</a></header>
            <nav class=menu><a href=/a>Boats</a> <a href=/b>Birds</a></nav>
            <div id=wrap><div class=story-body>
              <h1>Why tides turn late</h1>
              <div class=share-bar>Share this page with everyone you know, today</div>
              <p>The moon pulls the sea towards it, and the sea follows, but slowly, since the bed of the sea holds it back.</p>
              <figure><img src=x.png><figcaption>A harbour at low water, seen from the wall</figcaption></figure>
              <h2>In the channel</h2>
              <p>In the channel the water piles up against the narrow end, so high water comes late, and then all at once.</p>
              <table><tr><th>Port</th><th>Delay</th></tr><tr><td>Dover</td><td>11 h</td></tr></table>
              <div><a href=/1>Ten boats we love</a> <a href=/2>Birds of the marsh</a></div>
              <p style="display:none">You have read three of three articles, please pay.</p>
              <p>Sailors knew this long before anyone could say why, and wrote it down in tables, port by port.</p>
            </div>
            <div class="comments"><p>I once waited six hours at Dover, and nobody had told me, which was a shame, really.</p></div></div>
            <footer>All rights reserved, the Shore, since 1901, in print and on the web, every day of the year.</footer>
            </body></html>""";

    @Test
    void main_article_isLeftWithoutWhatIsAroundIt() {
        Document page = parse(ContentMode.MAIN, ARTICLE);

        assertThat(page.text()).isEqualTo("""
                        The moon pulls the sea towards it, and the sea follows, but slowly, since the bed of the sea holds it back.

                        In the channel

                        In the channel the water piles up against the narrow end, so high water comes late, and then all at once.

                        Port | Delay
                        Dover | 11 h

                        Sailors knew this long before anyone could say why, and wrote it down in tables, port by port.""");
        assertThat(page.sections())
                .singleElement()
                .satisfies(section ->
                        assertThat(section.metadata()).isEqualTo(Metadata.of(MetadataKeys.HEADING, "In the channel")));
    }

    @Test
    void whole_article_isEverythingThatShows() {
        Document page = parse(ContentMode.WHOLE, ARTICLE);

        assertThat(page.text())
                .startsWith("The Shore\n\nBoats Birds\n\nWhy tides turn late\n\nShare this page")
                .contains("A harbour at low water", "I once waited six hours", "All rights reserved")
                .doesNotContain("please pay", "color");
    }

    @Test
    void main_pageOfLinks_isTakenWhole() {
        Document page = parse(ContentMode.MAIN, "<ul class=menu><li><a href=/a>Boats</a><li><a href=/b>Birds</a></ul>");

        assertThat(page.text()).isEqualTo("- Boats\n- Birds");
    }

    @Test
    void main_looseTextWithBreaks_isFound() {
        Document page = parse(
                ContentMode.MAIN,
                "<div><div class=nav>Home, boats, birds, weather, letters and more</div><div>The moon pulls the sea towards it, and the sea"
                        + " follows.<br><br>In the channel high water comes late, and then all at once.<p>Thus.</p></div></div>");

        assertThat(page.text())
                .isEqualTo("The moon pulls the sea towards it, and the sea follows.\n\n"
                        + "In the channel high water comes late, and then all at once.\n\nThus.");
    }

    @Test
    void metadata_fromJsonLd_comesFirst() {
        Document page = parse(ContentMode.WHOLE, """
                <html lang=en_GB><title>Tides | Shore</title><meta name=author content=Desk>
                <meta property=og:title content="Tides, again"><meta name=description content="On tides.">
                <script type=application/ld+json>{"broken": </script>
                <script type=application/ld+json>{"@graph":[{"@type":"WebSite","headline":"Shore"},
                {"@type":["NewsArticle"],"headline":"Tides &amp; time","datePublished":"2023-03-05T10:00:00.5+0100",
                "author":[{"name":"Ann Ware"},"Bo"]}]}</script><p>x""");

        Metadata metadata = page.metadata();
        assertThat(metadata.text(MetadataKeys.TITLE)).contains("Tides & time");
        assertThat(metadata.text(MetadataKeys.AUTHOR)).contains("Ann Ware, Bo");
        assertThat(metadata.instant(MetadataKeys.CREATED_AT)).contains(Instant.parse("2023-03-05T09:00:00.5Z"));
        assertThat(metadata.text(MetadataKeys.LANGUAGE)).contains("en-GB");
        assertThat(metadata.text(MetadataKeys.DESCRIPTION)).contains("On tides.");
    }

    @Test
    void metadata_fromMarkup_whereThereIsNothingElse() {
        Document page = parse(
                ContentMode.WHOLE,
                "<h1>Tides</h1><a rel=author href=/ann>Ann Ware</a><article><time datetime=2023-03-05>March</time> x</article>");

        Metadata metadata = page.metadata();
        assertThat(metadata.text(MetadataKeys.TITLE)).contains("Tides");
        assertThat(metadata.text(MetadataKeys.AUTHOR)).contains("Ann Ware");
        assertThat(metadata.instant(MetadataKeys.CREATED_AT)).contains(Instant.parse("2023-03-05T00:00:00Z"));
        assertThat(metadata.text(MetadataKeys.LANGUAGE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/tides, https://shore.example/tides",
        "https://www.shore.example/tides?id=1#top, https://www.shore.example/tides?id=1",
        "https://other.example/tides, https://shore.example/a?utm=1",
        "https://shore.example/, https://shore.example/a?utm=1",
        "mailto:ann@shore.example, https://shore.example/a?utm=1",
        "'', https://shore.example/a?utm=1"
    })
    void canonicalAddress_isTakenWhereItIsBelievable(String canonical, String expected) {
        Document page = parse(ContentMode.MAIN, "<link rel=canonical href='" + canonical + "'><p>x");

        assertThat(page.id()).isEqualTo(expected);
        assertThat(page.metadata().text(MetadataKeys.URL)).contains(expected);
        assertThat(page.metadata().text(MetadataKeys.SOURCE_ID)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-03-05, 2023-03-05T00:00:00Z",
        "2023-03-05 10:00:00, 2023-03-05T10:00:00Z",
        "2023-03-05T10:00:00-05:00, 2023-03-05T15:00:00Z",
        "2023-03-05 10:00:00 +0200, 2023-03-05T08:00:00Z",
        "'Sun, 5 Mar 2023 10:00:00 GMT', 2023-03-05T10:00:00Z",
        "yesterday, ",
        "0001-01-01T00:00:00Z, ",
        "1970-01-01T00:00:00Z, ",
        "2023-02-30, ",
        "'', "
    })
    void date_isReadOrLeftOut(String text, Instant expected) {
        assertThat(PageDates.parse(text)).isEqualTo(Optional.ofNullable(expected));
    }

    private static Document parse(ContentMode mode, String html) {
        WebAnswer fetched = WebAnswer.of(
                URI.create("https://shore.example/a?utm=1"),
                "text/html; charset=utf-8",
                html.getBytes(StandardCharsets.UTF_8));
        PageOutcome outcome = new PageParser(mode, "lectern", PageParser.Links.IGNORED)
                .html("https://shore.example/a?utm=1", fetched, "text/html");
        return outcome.documents().get(0);
    }
}
