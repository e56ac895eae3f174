package dev.lectern.examples.e11website;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.web.FeedReader;
import dev.lectern.readers.web.SiteReader;
import dev.lectern.readers.web.SitemapReader;
import dev.lectern.readers.web.WebProgress;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads a small site in three ways, and answers a question from it. */
final class SiteToAnswer {

    private SiteToAnswer() {}

    /** Takes the folder of the site to serve; without it, {@code examples/site}. */
    public static void main(String[] args) throws IOException {
        try (SmallSite site = new SmallSite(Path.of(args.length > 0 ? args[0] : "examples/site"))) {
            // This machine is not public; a reader goes there only if it is allowed to.
            List<String> here = List.of("127.0.0.1");

            // A crawl goes from page to page. robots.txt keeps it out of the keepers' log, and the old page is a
            // failure with its reason.
            WebProgress[] last = new WebProgress[1];
            try (SiteReader reader = SiteReader.builder()
                    .http(http -> http.allowedAddresses(here))
                    .listener(progress -> last[0] = progress)
                    .build()) {
                print("site", reader.load(site.address() + "/", FailurePolicy.COLLECT));
                System.out.println("  " + last[0]);
            }

            // A sitemap says what there is and when it changed; a feed has its own short texts.
            try (SitemapReader reader = SitemapReader.builder()
                    .http(http -> http.allowedAddresses(here))
                    .since(Instant.parse("2026-01-01T00:00:00Z"))
                    .build()) {
                print("sitemap, this year", reader.load(site.address() + "/sitemap.xml", FailurePolicy.COLLECT));
            }
            try (FeedReader reader = FeedReader.builder()
                    .http(http -> http.allowedAddresses(here))
                    .build()) {
                print("feed", reader.load(site.address() + "/feed.xml", FailurePolicy.COLLECT));
            }

            // The front door finds the same readers by their names, with options as text.
            try (Lectern lectern = Lectern.builder()
                    .failurePolicy(FailurePolicy.COLLECT)
                    .settings("site", Settings.of(Map.of("allowed-addresses", "127.0.0.1")))
                    .build()) {
                lectern.ingest("site:" + site.address() + "/");
                System.out.println(
                        lectern.ask("How many steps lead to the lantern room?").text());
            }
        }
    }

    private static void print(String how, ReadResult result) {
        System.out.println(how + ":");
        for (Document document : result.documents()) {
            System.out.println("  " + document.id() + "  "
                    + document.metadata().text("title").orElse("-"));
        }
        result.failures().forEach(failure -> System.out.println("  failed: " + failure));
    }
}
