package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.readers.web.http.WebAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T10:00:00Z");

    private static Feed read(String body) throws IOException {
        return Feed.read(WebAnswer.of(
                URI.create("https://shore.example/feed"), "text/xml", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static FeedEntry only(Feed feed) {
        assertThat(feed.entries()).hasSize(1);
        return feed.entries().get(0);
    }

    @Test
    void rss2_prefersTheEncodedContent() throws IOException {
        Feed feed = read("""
                <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                    xmlns:dc="http://purl.org/dc/elements/1.1/">
                  <channel><title>Shore</title><language>en-gb</language><link>https://shore.example/</link>
                    <item><title>Tide &amp; time</title><link>https://shore.example/tide</link><guid>t1</guid>
                      <dc:creator>A. Keeper</dc:creator><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate>
                      <description>short</description>
                      <content:encoded><![CDATA[<p>The tide <b>turns</b>.</p>]]></content:encoded></item>
                  </channel></rss>""");

        assertThat(feed.title()).isEqualTo("Shore");
        assertThat(feed.language()).isEqualTo("en-gb");
        assertThat(only(feed))
                .isEqualTo(new FeedEntry(
                        "t1",
                        "https://shore.example/tide",
                        "Tide & time",
                        "A. Keeper",
                        "<p>The tide <b>turns</b>.</p>",
                        true,
                        NEW_YEAR));
    }

    @Test
    void atom_givesContentAndDate() throws IOException {
        FeedEntry entry = only(read("""
                <feed xmlns="http://www.w3.org/2005/Atom"><title>Shore</title>
                  <entry><id>urn:1</id><title type="text">Tide</title><link href="https://shore.example/tide"/>
                    <author><name>A. Keeper</name></author><updated>2026-01-01T10:00:00Z</updated>
                    <content type="text">The tide turns.</content></entry></feed>"""));

        assertThat(entry)
                .isEqualTo(new FeedEntry(
                        "urn:1",
                        "https://shore.example/tide",
                        "Tide",
                        "A. Keeper",
                        "The tide turns.",
                        false,
                        NEW_YEAR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/rss-0.91.dtd\">"
                        + "<rss version='0.91'><channel><title>S</title><link>http://s/</link><description>d</description>"
                        + "<language>en</language><item><title>Tide</title><link>http://s/t</link>"
                        + "<description>The tide turns.</description></item></channel></rss>",
                "<rss version='0.92'><channel><title>S</title><link>http://s/</link><description>d</description>"
                        + "<item><title>Tide</title><link>http://s/t</link><description>The tide turns.</description></item>"
                        + "</channel></rss>",
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
                        + "<channel rdf:about='http://s/'><title>S</title><link>http://s/</link><description>d</description>"
                        + "</channel><item rdf:about='http://s/t'><title>Tide</title><link>http://s/t</link>"
                        + "<description>The tide turns.</description></item></rdf:RDF>",
                "\n\n<rss version='2.0'><channel><title>S</title><link>http://s/</link><description>a &nbsp; b</description>"
                        + "<item><title>Tide</title><link>http://s/t</link><description>The tide turns.</description></item>"
                        + "</channel></rss>"
            })
    void olderForms_areRead(String xml) throws IOException {
        FeedEntry entry = only(read(xml));

        assertThat(entry.link()).isEqualTo("http://s/t");
        assertThat(entry.title()).isEqualTo("Tide");
        assertThat(entry.content()).isEqualTo("The tide turns.");
    }

    @Test
    void jsonFeed_isRead() throws IOException {
        FeedEntry entry = only(read("""
                {"version": "https://jsonfeed.org/version/1.1", "title": "Shore", "authors": [{"name": "A. Keeper"}],
                 "items": [{"id": "1", "url": "https://shore.example/tide", "title": "Tide",
                   "content_html": "<p>The tide turns.</p>", "content_text": "x", "date_published": "2026-01-01T11:00:00+01:00"}]}"""));

        assertThat(entry)
                .isEqualTo(new FeedEntry(
                        "1",
                        "https://shore.example/tide",
                        "Tide",
                        "A. Keeper",
                        "<p>The tide turns.</p>",
                        true,
                        NEW_YEAR));
    }

    @Test
    void charset_ofTheProlog_isFollowed() throws IOException {
        byte[] body = ("<?xml version='1.0' encoding='windows-1252'?><rss version='2.0'><channel><title>Küste</title>"
                        + "<link>http://s/</link><description>d</description></channel></rss>")
                .getBytes(Charset.forName("windows-1252"));

        assertThat(Feed.read(WebAnswer.of(URI.create("https://s/"), "application/rss+xml", body))
                        .title())
                .isEqualTo("Küste");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss version='2.0'><channel><title>&x;</title>"
                        + "<link>http://s/</link><description>d</description></channel></rss>",
                "<html><body>no</body></html>",
                "<rss version='2.0'><channel><title>cut",
                "{\"version\": \"2\"}",
                "{broken",
                ""
            })
    void body_thatIsNoFeed_isRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(IOException.class);
    }
}
