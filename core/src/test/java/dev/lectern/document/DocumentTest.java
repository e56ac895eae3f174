package dev.lectern.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTest {

    @Test
    void contentHash_otherOrderOfKeys_isTheSame() {
        Document one = Document.of(
                "a", "text", Metadata.builder().set("x", 1).set("y", 2).build());
        Document two = Document.of(
                "b", "text", Metadata.builder().set("y", 2).set("x", 1).build());

        assertThat(one.contentHash()).isEqualTo(two.contentHash()).hasSize(64);
    }

    @Test
    void contentHash_volatileKey_isLeftOut() {
        Metadata stamped = Metadata.builder()
                .set(MetadataKeys.MODIFIED_AT, Instant.EPOCH)
                .set(MetadataKeys.SCORE, 0.5)
                .build();

        assertThat(Document.of("a", "text", stamped).contentHash())
                .isEqualTo(Document.of("a", "text").contentHash());
    }

    @Test
    void contentHash_changedTextKindOrSection_changes() {
        Document base = Document.of("a", "text", Metadata.of("x", 1));

        assertThat(List.of(
                        Document.of("a", "texts", Metadata.of("x", 1)),
                        Document.of("a", "text", Metadata.of("x", "1")),
                        Document.of("a", "text", Metadata.of("x", 1), List.of(Section.page(1, new Span(0, 4))))))
                .extracting(Document::contentHash)
                .doesNotContain(base.contentHash())
                .doesNotHaveDuplicates();
    }

    @Test
    void of_blankId_namesTheRule() {
        assertThatThrownBy(() -> Document.of(" ", "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must not be blank, got: \" \"");
    }

    @Test
    void of_sectionBeyondTheText_namesSpanAndLength() {
        List<Section> beyond = List.of(Section.page(1, new Span(0, 5)));

        assertThatThrownBy(() -> Document.of("a", "text", Metadata.empty(), beyond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("section must lie within the text of 4 chars, got: [0, 5) in document a");
    }

    @Test
    void node_spanOfOtherLength_isRefused() {
        assertThatThrownBy(() -> Node.of("a", 0, new Span(0, 3), "text", Metadata.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 3) in node a#0");
    }

    @Test
    void metadata_everyKind_keepsItsType() {
        Metadata metadata = Metadata.builder()
                .set("text", "t")
                .set("whole", 7)
                .set("decimal", 0.5)
                .set("bool", true)
                .set("instant", Instant.EPOCH)
                .set("list", List.of("a", "b"))
                .build();

        assertThat(metadata.asMap().values())
                .extracting(MetadataValue::value)
                .containsExactly("t", 7L, 0.5, true, Instant.EPOCH, List.of("a", "b"));
        assertThat(metadata.text("list")).contains("a, b");
        assertThat(metadata.number("whole")).hasValue(7);
        assertThat(metadata.instant("instant")).contains(Instant.EPOCH);
        assertThat(metadata.get("none")).isEqualTo(Optional.empty());
    }

    @Test
    void metadata_valueOfUnknownType_namesKeyAndType() {
        assertThatThrownBy(() -> Metadata.of("when", java.util.Locale.ROOT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metadata \"when\"")
                .hasMessageContaining("java.util.Locale");
    }

    @Test
    void metadata_plus_laterKeyWins() {
        Metadata sum = Metadata.of("page", 1)
                .plus(Metadata.builder().set("page", 2).set("x", "y").build());

        assertThat(sum)
                .isEqualTo(Metadata.builder().set("x", "y").set("page", 2).build());
    }

    @Test
    void excerpt_longText_isCutOnOneLineAndNeverInsideAPair() {
        assertThat(Excerpt.of("one\n\n two", 20)).isEqualTo("one two");
        assertThat(Excerpt.of("abcdef", 4)).isEqualTo("abc…");
        assertThat(Excerpt.of("ab\uD83D\uDE00cdef", 4)).isEqualTo("ab…");
    }
}
