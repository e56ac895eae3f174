package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.readers.web.http.WebAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Pages of some megabytes that would take minutes or all memory where the square of their size counts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class HostilePagesTest {

    private static PageOutcome outcome(ContentMode mode, String html) {
        WebAnswer answer = WebAnswer.of(
                URI.create("https://shore.example/"),
                "text/html; charset=utf-8",
                html.getBytes(StandardCharsets.UTF_8));
        return new PageParser(mode, "lectern", PageParser.Links.WANTED)
                .html("https://shore.example/", answer, "text/html");
    }

    private static Document read(ContentMode mode, String html) {
        return outcome(mode, html).documents().get(0);
    }

    @Test
    void headings_belowALongOne_haveNamesOfUsualLength() {
        Document page = read(
                ContentMode.WHOLE, "<h1>" + "tide ".repeat(400_000) + "</h1>" + "<h2>low</h2><p>x</p>".repeat(50_000));

        assertThat(page.sections()).hasSize(50_001);
        assertThat(page.sections().get(50_000).metadata().text("heading").orElse(""))
                .hasSizeLessThan(320)
                .endsWith("\u2026 > low");
    }

    @Test
    void headings_besideALongTitle_areComparedWithNamesOnly() {
        Document page = read(
                ContentMode.MAIN,
                "<meta property=og:title content='" + "tide and ".repeat(200_000) + "'><div>"
                        + "<h2>The tide turns late today</h2><p>The moon pulls the sea towards it, and the sea follows.</p>"
                                .repeat(20_000)
                        + "</div>");

        assertThat(page.text()).contains("The tide turns late today");
    }

    @Test
    void headings_thatRepeatTheTitle_areTakenOutTogether() {
        Document page = read(
                ContentMode.MAIN,
                "<title>The tide turns late today</title><div>"
                        + "<h2>The tide turns late today</h2>".repeat(100_000)
                        + "<p>The moon pulls the sea towards it, and the sea follows.</p></div>");

        assertThat(page.text()).isEqualTo("The moon pulls the sea towards it, and the sea follows.");
    }

    @Test
    void code_ofBackticks_isFencedAtOnce() {
        String ticks = "`".repeat(1_000_000);

        assertThat(read(ContentMode.MARKDOWN, "<pre>" + ticks + "</pre>").text())
                .hasSize(3_000_004);
        assertThat(read(ContentMode.MARKDOWN, "<p>x <code>" + ticks + "</code></p>")
                        .text())
                .hasSize(3_000_006);
    }

    @Test
    void addresses_longerThanAnyServerTakes_areNotResolved() {
        String piled = "a/../".repeat(600_000);

        PageOutcome page = outcome(
                ContentMode.MARKDOWN,
                "<link rel=canonical href='" + piled + "'><p>x <a href='" + piled + "'>y</a> <img alt=z src='" + piled
                        + "'> <a href=/tides>t</a></p>");

        assertThat(page.documents().get(0).text()).isEqualTo("x y z [t](https://shore.example/tides)");
        assertThat(page.documents().get(0).id()).isEqualTo("https://shore.example/");
        assertThat(page.links())
                .isEqualTo(
                        new PageLinks(List.of(new PageLink(URI.create("https://shore.example/tides"), false)), 1, 0));
    }

    @Test
    void base_longerThanAnyServerTakes_countsAsNone() {
        PageOutcome page = outcome(
                ContentMode.WHOLE,
                "<base href='https://shore.example/" + "x".repeat(1_000_000) + "/'><p>x</p>"
                        + "<a href=y>y</a>".repeat(50_000));

        assertThat(page.links().all()).containsExactly(new PageLink(URI.create("https://shore.example/y"), false));
    }

    /** A page of a megabyte, of which gigabytes would be made. */
    @Test
    void base_thatMakesEachLinkLong_isUsedForSoManyLinks() {
        String links = IntStream.range(0, 100_000)
                .mapToObj(i -> "<a href=" + i + ">" + i + "</a> ")
                .collect(Collectors.joining());

        PageOutcome page = outcome(
                ContentMode.MARKDOWN,
                "<base href='https://shore.example/" + "x".repeat(8_000) + "/'><p>x</p><p>" + links + "</p>");

        assertThat(page.links().all()).hasSizeBetween(1_000, 5_000);
        assertThat(page.links().all().size() + page.links().beyond()).isEqualTo(100_000);
        assertThat(page.documents().get(0).text())
                .hasSizeBetween(10_000_000, 40_000_000)
                .endsWith(" 99999");
    }

    @Test
    void pattern_ofEscapes_isComparedAtOnce() {
        URI uri = URI.create("https://shore.example/" + "%2f".repeat(1_000_000));

        assertThat(UrlPattern.of("/%2F*%2F$").matches(uri)).isTrue();
    }

    @Test
    void table_ofOneLongRow_isNotFilledUp() {
        Document page = read(
                ContentMode.MARKDOWN,
                "<table><tr>" + "<td>a".repeat(20_000) + "</tr>" + "<tr><td>b<td>c</tr>".repeat(20_000) + "</table>");

        assertThat(page.text()).hasSizeLessThan(1_000_000).endsWith("\n| b | c |");
    }

    @Test
    void listsAndQuotes_nestedDeeply_areMarkedToALevel() {
        String items = "<li>a".repeat(50_000);

        assertThat(read(ContentMode.WHOLE, "<ul><li>".repeat(200) + "<ul>" + items)
                        .text())
                .hasSizeLessThan(5_000_000);
        assertThat(read(ContentMode.MARKDOWN, "<ul><li>".repeat(200) + "<ul>" + items)
                        .text())
                .hasSizeLessThan(5_000_000);
        assertThat(read(ContentMode.MARKDOWN, "<blockquote>".repeat(400) + "<p>a".repeat(50_000))
                        .text())
                .hasSizeLessThan(10_000_000);
    }
}
