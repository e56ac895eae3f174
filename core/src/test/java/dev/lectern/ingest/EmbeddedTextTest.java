package dev.lectern.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import org.junit.jupiter.api.Test;

class EmbeddedTextTest {

    private final WatchedModel model = new WatchedModel(); // reads 12 words at most

    @Test
    void of_titleAndHeading_standBeforeTheNode() {
        Metadata metadata = Metadata.builder()
                .set(MetadataKeys.TITLE, "Of Tides")
                .set(MetadataKeys.FILE_PATH, "/shelf/tides.txt")
                .set(MetadataKeys.HEADING, "Moon")
                .build();

        assertThat(EmbeddedText.of(node("It pulls.", metadata), model)).isEqualTo("Of Tides\nMoon\nIt pulls.");
    }

    @Test
    void of_nodeThatStartsWithItsHeading_doesNotRepeatIt() {
        Metadata metadata = Metadata.of(MetadataKeys.HEADING, "Moon");

        assertThat(EmbeddedText.of(node("Moon\nIt pulls.", metadata), model)).isEqualTo("Moon\nIt pulls.");
    }

    @Test
    void of_tooLongTogether_leavesTheNodeWhole() {
        Metadata metadata = Metadata.of(MetadataKeys.TITLE, "Of Tides");
        String fits = "one two three four five six seven eight nine ten";
        String tooLong = fits + " eleven";

        assertThat(EmbeddedText.of(node(fits, metadata), model)).isEqualTo("Of Tides\n" + fits);
        assertThat(EmbeddedText.of(node(tooLong, metadata), model)).isEqualTo(tooLong);
    }

    @Test
    void of_noDescription_isTheNode() {
        assertThat(EmbeddedText.of(node("It pulls.", Metadata.empty()), model)).isEqualTo("It pulls.");
    }

    private static Node node(String text, Metadata metadata) {
        return Node.of("tides", 0, new Span(0, text.length()), text, metadata);
    }
}
