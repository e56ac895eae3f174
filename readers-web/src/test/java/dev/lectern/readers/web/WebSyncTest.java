package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.ingest.DocumentOutcome;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.Reader;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sync removes what the site no longer has, and nothing else. */
class WebSyncTest {

    private final Shore shore = new Shore();
    private final Store store = InMemoryStore.create();

    @AfterEach
    void close() {
        shore.close();
    }

    private IngestPipeline pipeline() {
        FakeEmbeddingModel model = FakeEmbeddingModel.create();
        return IngestPipeline.builder(store, SentenceSplitter.forModel(model), model)
                .failurePolicy(FailurePolicy.COLLECT)
                .build();
    }

    private IngestReport sync(Reader reader, ReaderProvider provider, String path) {
        try (reader) {
            return pipeline()
                    .sync(reader, shore.address(path), document -> provider.isOfSource(shore.address(path), document));
        }
    }

    private IngestReport site(SiteReader.Builder builder) {
        return sync(builder.http(Shore::local).build(), new SiteReaderProvider(), "/");
    }

    private IngestReport sitemap(SitemapReader.Builder builder) {
        return sync(builder.http(Shore::local).build(), new SitemapReaderProvider(), "/list.xml");
    }

    private List<String> stored() {
        return store.documents(null, 1000).stream()
                .map(StoredDocument::id)
                .map(id -> id.replace(shore.address(""), ""))
                .toList();
    }

    @Test
    void site_withADeadLink_losesThePageThatIsGone() {
        site(SiteReader.builder());
        assertThat(stored()).containsExactly("/", "/deep/1", "/deep/2", "/listed", "/moon", "/tides");
        shore.gone.add("/deep/2");

        IngestReport report = site(SiteReader.builder());

        assertThat(stored()).containsExactly("/", "/deep/1", "/listed", "/moon", "/tides");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.failures())
                .extracting(DocumentOutcome::subject)
                .containsExactly(shore.address("/dead"), shore.address("/deep/2"));
    }

    /** Many sites say so with status 200. */
    private void saysThatThereIsNoSuchPage(String path) {
        shore.server.serve(
                path,
                "text/html",
                "<title>404 Not Found</title><p>We could not find what you asked for.</p>"
                        + "<a href=/>Home</a> <a href=/tides>Tides</a>");
    }

    @Test
    void site_whosePageSaysThatItIsGone_losesIt() {
        site(SiteReader.builder());
        saysThatThereIsNoSuchPage("/deep/2");

        IngestReport report = site(SiteReader.builder());

        assertThat(stored()).containsExactly("/", "/deep/1", "/listed", "/moon", "/tides");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.failures())
                .extracting(DocumentOutcome::subject)
                .containsExactly(shore.address("/dead"), shore.address("/deep/2"));
    }

    @Test
    void sitemap_whosePageSaysThatItIsGone_losesIt() {
        shore.serveList("/list.xml", "/tides", "/moon");
        sitemap(SitemapReader.builder());
        saysThatThereIsNoSuchPage("/moon");

        IngestReport report = sitemap(SitemapReader.builder());

        assertThat(stored()).containsExactly("/tides");
        assertThat(report.removed()).isEqualTo(1);
    }

    @Test
    void site_whoseFirstPageSaysThatItIsGone_isNotRead() {
        site(SiteReader.builder());
        saysThatThereIsNoSuchPage("/");

        assertThatThrownBy(() -> site(SiteReader.builder()))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("a note that there is no such page (\"404 Not Found\")");
        assertThat(stored()).containsExactly("/", "/deep/1", "/deep/2", "/listed", "/moon", "/tides");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Just a moment...", "Access Denied", "Service Temporarily Unavailable"})
    void sitemap_whosePageIsBlocked_losesNothing(String title) {
        shore.serveList("/list.xml", "/tides", "/moon", "/listed");
        sitemap(SitemapReader.builder());
        shore.server.serve("/moon", "text/html", "<title>" + title + "</title><p>Wait.</p>");
        shore.serveList("/list.xml", "/tides", "/moon");

        IngestReport report = sitemap(SitemapReader.builder());

        assertThat(stored()).containsExactly("/listed", "/moon", "/tides");
        assertThat(report.removed()).isZero();
    }

    @Test
    void site_withNarrowerBounds_keepsWhatLiesBeyondThem() {
        site(SiteReader.builder());

        site(SiteReader.builder().maxDepth(1));
        site(SiteReader.builder().excludes(List.of("/deep/1")));
        IngestReport report = site(SiteReader.builder().maxPages(2));

        assertThat(stored()).containsExactly("/", "/deep/1", "/deep/2", "/listed", "/moon", "/tides");
        assertThat(report.removed()).isZero();
    }

    @Test
    void site_whosePageIsTakenForATrapNow_keepsIt() {
        shore.page("/", "Home", "<a href=/a/b/a/c/a/d/a/deep>deep</a> <a href=/tides>t</a>");
        String piled = "/a/b/a/c/a/d/a/deep";
        Metadata found = Metadata.builder()
                .set("site", shore.address("/"))
                .set(MetadataKeys.URL, shore.address(piled))
                .build();
        pipeline().run(List.of(Document.of(shore.address(piled), "Piled.", found)));

        IngestReport report = site(SiteReader.builder());

        assertThat(report.skips())
                .contains(new ReadSkip(
                        shore.address(piled),
                        "a path with the same part more than 3 times is taken for a trap.",
                        ReadSkip.Unread.ITEM_AND_BEYOND));
        assertThat(stored()).contains(piled);
    }

    @Test
    void sitemap_since_keepsWhatWasNotAskedAndLosesWhatIsNotListed() {
        shore.server.redirect("/old-tides", 301, "/tides");
        shore.serveList(
                "/list.xml", "/old-tides 2025-01-01", "/moon 2025-01-01", "/deep/1 2025-01-01", "/listed 2026-02-01");
        sitemap(SitemapReader.builder());
        assertThat(stored()).containsExactly("/deep/1", "/listed", "/moon", "/tides");
        shore.serveList("/list.xml", "/old-tides 2025-01-01", "/moon 2025-01-01", "/listed 2026-02-01");

        IngestReport report = sitemap(SitemapReader.builder().since(Instant.parse("2026-01-01T00:00:00Z")));

        assertThat(stored()).containsExactly("/listed", "/moon", "/tides");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.skips()).hasSize(2);
    }

    @Test
    void sitemap_withAPageThatRobotsForbid_losesWhatIsNotListed() {
        shore.serveList("/list.xml", "/tides", "/moon", "/private/x");
        sitemap(SitemapReader.builder().robots(false));
        shore.serveList("/list.xml", "/tides", "/private/x");

        IngestReport report = sitemap(SitemapReader.builder());

        assertThat(report.skips()).extracting(ReadSkip::source).containsExactly(shore.address("/private/x"));
        assertThat(stored()).containsExactly("/private/x", "/tides");
    }
}
