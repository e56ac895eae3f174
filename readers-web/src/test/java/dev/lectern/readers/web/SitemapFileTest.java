package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.readers.web.http.WebAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SitemapFileTest {

    private static SitemapFile read(byte[] body) {
        return SitemapFile.read(WebAnswer.of(URI.create("https://shore.example/sitemap.xml"), "", body));
    }

    private static SitemapFile read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void urlset_givesAddressesAndDates() {
        SitemapFile file = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="http://images">
                  <url><i:image><i:loc>https://shore.example/a.png</i:loc></i:image>
                    <loc> https://shore.example/a?b=1&amp;c=2 </loc><lastmod>2026-03-01</lastmod></url>
                  <url><loc><![CDATA[https://shore.example/b]]></loc><lastmod>yesterday</lastmod></url>
                  <url><priority>1</priority></url>
                </urlset>""");

        assertThat(file)
                .isEqualTo(new SitemapFile(
                        java.util.List.of(
                                new SitemapFile.Entry(
                                        "https://shore.example/a?b=1&c=2", Instant.parse("2026-03-01T00:00:00Z")),
                                new SitemapFile.Entry("https://shore.example/b", null)),
                        false,
                        null));
    }

    @Test
    void index_givesSitemaps() {
        SitemapFile file = read("<sitemapindex><sitemap><loc>/1.xml</loc></sitemap></sitemapindex>");

        assertThat(file.index()).isTrue();
        assertThat(file.entries()).extracting(SitemapFile.Entry::address).containsExactly("/1.xml");
    }

    @Test
    void gzip_isUndone() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("<urlset><url><loc>/a</loc></url></urlset>".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(zipped.toByteArray()).entries()).hasSize(1);
        assertThat(read(java.util.Arrays.copyOf(zipped.toByteArray(), 20)).error())
                .startsWith("the compressed file is damaged");
    }

    @Test
    void gzip_bomb_isBrokenOff() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(new byte[SitemapFile.MAX_BYTES + 1]);
        }

        assertThat(read(zipped.toByteArray()).error())
                .isEqualTo("the compressed file is damaged (it is larger than 52428800 bytes after decompression)");
    }

    @Test
    void text_isAListOfAddresses() {
        assertThat(read("\uFEFFhttps://shore.example/a\r\n\nhttps://shore.example/b\n")
                        .entries())
                .extracting(SitemapFile.Entry::address)
                .containsExactly("https://shore.example/a", "https://shore.example/b");
    }

    @Test
    void xml_malformed_givesWhatCameBeforeTheFault() {
        SitemapFile file = read("<urlset><url><loc>/a</loc></url><url><loc>/b?x=1&y=2</loc></url></urlset>");

        assertThat(file.entries()).extracting(SitemapFile.Entry::address).containsExactly("/a");
        assertThat(file.error()).startsWith("the XML is malformed");
    }

    @Test
    void xml_withEntitiesOfItsOwn_isNotExpanded() {
        SitemapFile file = read("<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + "<urlset><url><loc>/a&x;</loc></url></urlset>");

        assertThat(file.entries()).noneMatch(entry -> entry.address().contains("root"));
    }

    @Test
    void xml_ofSomethingElse_isNamed() {
        assertThat(read("<html><body>no</body></html>").error())
                .isEqualTo("the root must be urlset or sitemapindex, got: html");
    }
}
