package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.ReadSkip;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedReaderTest {

    private final Shore shore = new Shore();

    @AfterEach
    void close() {
        shore.close();
    }

    private static FeedReader.Builder local() {
        return FeedReader.builder().http(Shore::local);
    }

    private ReadResult read(FeedReader.Builder builder, String path) {
        try (FeedReader reader = builder.build()) {
            return reader.load(shore.address(path), FailurePolicy.COLLECT);
        }
    }

    @Test
    void entries_areDocumentsWithWhatTheFeedSays() {
        ReadResult result = read(local(), "/feed.xml");

        String feed = shore.address("/feed.xml");
        assertThat(result.documents().get(0))
                .isEqualTo(Document.of(
                        shore.address("/tides"),
                        "News of the tide.",
                        Metadata.builder()
                                .set(MetadataKeys.SOURCE, "web")
                                .set(MetadataKeys.SOURCE_ID, shore.address("/tides"))
                                .set(MetadataKeys.URL, shore.address("/tides"))
                                .set(MetadataKeys.MEDIA_TYPE, "text/html")
                                .set(MetadataKeys.TITLE, "Tides")
                                .set("feed", feed)
                                .build()));
        assertThat(result.documents())
                .extracting(Document::text)
                .containsExactly("News of the tide.", "Gone", "A note.");
        assertThat(result.documents().get(2).id()).isEqualTo(feed + "#n1");
        assertThat(result.failures())
                .containsExactly(new ReadFailure(
                        feed + "#n2",
                        "the entry has no text. Read its article instead (content ARTICLE, option content).",
                        result.failures().get(0).cause()));
        assertThat(shore.asked).isEmpty();
    }

    @Test
    void progress_countsEntriesThatWait() {
        List<WebProgress> progress = new ArrayList<>();

        read(local().listener(progress::add).http(http -> http.concurrency(1)), "/feed.xml");

        // One is worked on and one is held ready.
        assertThat(progress)
                .containsExactly(
                        new WebProgress(1, 0, 0, 0, 2),
                        new WebProgress(2, 0, 0, 0, 1),
                        new WebProgress(3, 0, 0, 0, 0),
                        new WebProgress(3, 1, 0, 0, 0));
    }

    @Test
    void articles_arePagesFilledUpByTheFeed() {
        shore.server.serve("/bare", "text/html", "<p>No title here.</p>");
        shore.server.serve(
                "/f.json",
                "application/feed+json",
                "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\", \"url\": \"/bare\", \"title\":"
                        + " \"Bare\", \"author\": {\"name\": \"A. Keeper\"}}, {\"id\": \"2\", \"url\": \"/tides\", \"title\": \"x\"},"
                        + " {\"id\": \"3\", \"url\": \"/dead\", \"content_text\": \"x\"}]}");

        ReadResult result = read(local().content(FeedContent.ARTICLE), "/f.json");

        assertThat(result.documents())
                .extracting(
                        document -> document.metadata().text(MetadataKeys.TITLE).orElse(""))
                .containsExactly("Bare", "Tides");
        assertThat(result.documents().get(0).metadata().text(MetadataKeys.AUTHOR))
                .contains("A. Keeper");
        assertThat(result.documents().get(0).text()).isEqualTo("No title here.");
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(shore.address("/dead"));
    }

    @Test
    void entries_thatShareALink_areAllRead() {
        String feed = shore.server.serve(
                "/shared.json",
                "application/feed+json",
                "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\", \"url\": \"/tides\","
                        + " \"content_text\": \"High.\"}, {\"id\": \"2\", \"url\": \"/tides\", \"content_text\": \"Low.\"},"
                        + " {\"id\": \"2\", \"url\": \"/tides\", \"content_text\": \"Slack.\"},"
                        + " {\"id\": \"2\", \"url\": \"/tides\", \"content_text\": \"Low.\"}]}");

        ReadResult result = read(local(), "/shared.json");

        String tides = shore.address("/tides");
        assertThat(result.documents())
                .as(feed)
                .extracting(Document::id, Document::text)
                .containsExactly(tuple(tides + "#1", "High."), tuple(tides + "#2", "Low."), tuple(tides, "Slack."));
        assertThat(result.skips()).extracting(ReadSkip::source).containsExactly(tides + "#2");
    }

    @Test
    void page_namesItsFeed() {
        assertThat(read(local(), "/tides").documents()).hasSize(3);
    }

    @Test
    void page_withoutAFeed_isRefused() {
        String address = shore.server.serve("/plain", "text/html", "<p>x</p>");

        assertThatThrownBy(() -> local().build().load(address))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + address
                        + ": the page names no feed in its head. Give the address of the feed itself.");
    }

    @Test
    void body_thatIsNoFeed_isRefused() {
        String address = shore.server.serve("/x.xml", "application/xml", "<x/>");

        assertThatThrownBy(() -> local().build().load(address))
                .isInstanceOf(ReadException.class)
                .hasMessageStartingWith("Could not read " + address + ": the feed cannot be understood (");
    }
}
