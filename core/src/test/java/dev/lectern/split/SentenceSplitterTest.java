package dev.lectern.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.embed.WordTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {

    private static final String TIDES = "The tide turns twice a day. The moon pulls the water. The sun helps a little. "
            + "At new moon both pull together. Sailors know it well.";

    @Test
    void split_blankText_givesNoNode() {
        assertThat(SentenceSplitter.byChars(10, 0).split(Document.of("a", " \n ")))
                .isEmpty();
        assertThat(SentenceSplitter.byChars(10, 0).split(Document.of("a", ""))).isEmpty();
    }

    @Test
    void split_shortText_isOneNode() {
        List<Node> nodes = SentenceSplitter.byChars(1000, 100).split(Document.of("a", "  " + TIDES + "\n"));

        assertThat(nodes).extracting(Node::text).containsExactly(TIDES);
        assertThat(nodes.get(0).id()).isEqualTo("a#0");
        assertThat(nodes.get(0).span()).isEqualTo(new Span(2, 2 + TIDES.length()));
    }

    @Test
    void split_byTokens_keepsSentencesWholeAndRepeatsTheLastOne() {
        SentenceSplitter splitter = SentenceSplitter.byTokens(WordTokenizer.create(), 14, 7);

        assertThat(splitter.split(Document.of("a", TIDES)))
                .extracting(Node::text)
                .containsExactly(
                        "The tide turns twice a day. The moon pulls the water.",
                        "The moon pulls the water. The sun helps a little.",
                        "The sun helps a little. At new moon both pull together.",
                        "At new moon both pull together. Sailors know it well.");
    }

    @Test
    void split_longSentence_overlapsByWords() {
        List<Node> nodes = SentenceSplitter.byChars(20, 8)
                .split(Document.of("a", "one two three four five six seven eight nine ten"));

        assertThat(nodes).extracting(Node::text).allMatch(text -> text.length() <= 20);
        for (int i = 1; i < nodes.size(); i++) {
            assertThat(nodes.get(i).span().start())
                    .isLessThan(nodes.get(i - 1).span().end());
        }
    }

    @Test
    void split_sections_giveTheirMetadataAndPagesAreExact() {
        String text = "First page here. It goes on.\nSecond page here. It ends.";
        int second = text.indexOf("Second");
        Document document = Document.of(
                "a",
                text,
                Metadata.of(MetadataKeys.TITLE, "T"),
                List.of(Section.page(1, new Span(0, second)), Section.page(2, new Span(second, text.length()))));

        List<Node> apart = SentenceSplitter.byChars(30, 0).split(document);
        List<Node> joined = SentenceSplitter.byChars(100, 0).split(document);

        assertThat(apart)
                .extracting(node -> node.metadata().number(MetadataKeys.PAGE).getAsLong())
                .containsExactly(1L, 2L);
        assertThat(apart)
                .allMatch(node -> node.metadata().get(MetadataKeys.PAGE_END).isEmpty());
        assertThat(apart)
                .allMatch(node -> node.metadata().text(MetadataKeys.TITLE).isPresent());
        assertThat(joined.get(0).metadata().number(MetadataKeys.PAGE_END)).hasValue(2);
    }

    @Test
    void split_pageBreakInsideASentence_isNotCutThere() {
        String text = "It starts on one page. This sentence goes\nover to the next. It ends there.";
        int second = text.indexOf("over");
        Document document = Document.of(
                "a",
                text,
                Metadata.empty(),
                List.of(Section.page(1, new Span(0, second)), Section.page(2, new Span(second, text.length()))));

        List<Node> nodes = SentenceSplitter.byChars(60, 0).split(document);

        assertThat(nodes)
                .extracting(Node::text)
                .containsExactly("It starts on one page. This sentence goes\nover to the next.", "It ends there.");
        assertThat(nodes.get(0).metadata().number(MetadataKeys.PAGE)).hasValue(1);
        assertThat(nodes.get(0).metadata().number(MetadataKeys.PAGE_END)).hasValue(2);
    }

    @Test
    void split_newHeading_isNotReachedOverByTheOverlap() {
        String text = "# Sun\nThe sun helps a little.\n\n# Moon\nThe moon pulls the water. It does so twice a day.";
        int moon = text.indexOf("# Moon");
        Document document = Document.of(
                "a",
                text,
                Metadata.empty(),
                List.of(
                        Section.heading("Sun", new Span(0, moon)),
                        Section.heading("Moon", new Span(moon, text.length()))));

        List<Node> nodes = SentenceSplitter.byChars(50, 30).split(document);

        assertThat(nodes)
                .extracting(node -> node.metadata().text(MetadataKeys.HEADING).orElseThrow() + ": " + node.text())
                .containsExactly(
                        "Sun: # Sun\nThe sun helps a little.",
                        "Moon: # Moon\nThe moon pulls the water.",
                        "Moon: The moon pulls the water. It does so twice a day.");
    }

    @Test
    void split_nodesOfOneSection_shareOneMetadata() {
        Document document =
                Document.of("a", TIDES, Metadata.of("x", 1), List.of(Section.page(1, new Span(0, TIDES.length()))));

        List<Node> nodes = SentenceSplitter.byChars(60, 0).split(document);

        assertThat(nodes.size()).isGreaterThan(1);
        assertThat(nodes)
                .allSatisfy(node ->
                        assertThat(node.metadata()).isSameAs(nodes.get(0).metadata()));
    }

    @Test
    void split_hugeWord_isCutBetweenGraphemes() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        String text = "a".repeat(500_000) + family;

        List<Node> nodes = SentenceSplitter.byChars(1000, 100).split(Document.of("a", text));

        assertThat(nodes.size()).isBetween(500, 600);
        assertThat(nodes.get(nodes.size() - 1).text()).endsWith(family);
    }

    @Test
    void split_graphemeAboveTheLimit_isRefusedWithPlaceAndLimit() {
        String piled = "e" + "\u0301".repeat(20);

        assertThatThrownBy(() -> SentenceSplitter.byChars(10, 2).split(Document.of("doc", "ab " + piled)))
                .isInstanceOf(SplitException.class)
                .hasMessage(
                        "Could not split document doc: the character at 3 alone is larger than the limit of 10 chars. "
                                + "Raise the limit.");
    }

    @Test
    void byChars_overlapNotBelowTheLimit_isRefused() {
        assertThatThrownBy(() -> SentenceSplitter.byChars(10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("overlap must be 0 or more and below the max size of 10 chars, got: 10");
    }

    @Test
    void fingerprint_otherSizes_differs() {
        assertThat(SentenceSplitter.byChars(10, 2).fingerprint())
                .isNotEqualTo(SentenceSplitter.byChars(10, 3).fingerprint())
                .isEqualTo(SentenceSplitter.byChars(10, 2).fingerprint());
    }
}
