package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.split.Splitter;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link Splitter} does.
 *
 * <p>The texts are up to 20 000 chars long. A grapheme is what {@code \X} of {@link Pattern} matches; the largest one here has 8 chars.
 */
public abstract class SplitterContract {

    private static final String PROSE =
            "The tide turns twice a day. The moon pulls the water, and the sun helps a little. " + Samples.UNICODE
                    + " ";

    /** Texts that break splitters: long graphemes, no white space, much of it, no sentences, lone surrogates. */
    private static final List<String> HOSTILE = List.of(
            PROSE.repeat(60),
            "a".repeat(5_000),
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(300),
            "\uD83C\uDDE9\uD83C\uDDEA".repeat(500),
            "e\u0301\u0323".repeat(700),
            " \u0301".repeat(700),
            "\u1100\u1161\u11A8".repeat(500),
            "\u6F6E\u6C50\u6BCF\u5929\u4E24\u6B21\u3002".repeat(200),
            "\u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22".repeat(200),
            "\u05E9\u05B8\u05DC\u05D5\u05DD ".repeat(300),
            "x\r\n".repeat(700),
            ". (".repeat(700),
            "\uD83D".repeat(700) + " \uDC68",
            "# Tides\n\n- spring\n- neap\n\n".repeat(100));

    /** For subclasses. */
    protected SplitterContract() {}

    /** Makes the splitter under test, so small that a text of 4000 chars gives several nodes; equal ones at each call. */
    protected abstract Splitter create();

    /** Returns the size of a text in the splitter's unit. */
    protected abstract int sizeOf(String text);

    /** Returns the limit in the splitter's unit, room for 8 chars at least. */
    protected abstract int maxSize();

    @Test
    void split_emptyOrBlankText_givesNoNode() {
        for (String text : List.of("", " ", "\r\n\t\u00A0\u2003\n")) {
            assertThat(create().split(Document.of("blank", text))).isEmpty();
        }
    }

    @Test
    void split_oneShortWord_givesItAlone() {
        List<Node> nodes = create().split(Document.of("word", " \n tide \n"));

        assertThat(nodes).extracting(Node::text).containsExactly("tide");
    }

    @Test
    void split_anyText_givesNodesInOrderThatAreWhatTheirSpansSay() {
        for (String text : HOSTILE) {
            List<Node> nodes = create().split(Document.of("doc", text));

            for (int i = 0; i < nodes.size(); i++) {
                Node node = nodes.get(i);
                assertThat(node.ordinal()).isEqualTo(i);
                assertThat(node.id()).isEqualTo("doc#" + i);
                assertThat(node.documentId()).isEqualTo("doc");
                assertThat(node.text()).isEqualTo(node.span().of(text)).isNotBlank();
                assertThat(i == 0 || nodes.get(i - 1).span().compareTo(node.span()) < 0)
                        .as("order at %s", node)
                        .isTrue();
            }
        }
    }

    @Test
    void split_anyText_losesNoVisibleCharacter() {
        for (String text : HOSTILE) {
            BitSet covered = new BitSet();

            create().split(Document.of("doc", text))
                    .forEach(
                            node -> covered.set(node.span().start(), node.span().end()));

            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                assertThat(covered.get(i) || Character.isWhitespace(c) || Character.isSpaceChar(c))
                        .as("char %s at %s is in a node", (int) c, i)
                        .isTrue();
            }
        }
    }

    @Test
    void split_anyText_staysWithinTheLimit() {
        for (String text : HOSTILE) {
            assertThat(create().split(Document.of("doc", text)))
                    .allSatisfy(node -> assertThat(sizeOf(node.text())).isBetween(1, maxSize()));
        }
        assertThat(create().split(Document.of("doc", PROSE.repeat(60)))).hasSizeGreaterThan(1);
    }

    @Test
    void split_anyText_neverCutsInsideAGrapheme() {
        for (String text : HOSTILE) {
            BitSet boundaries = new BitSet();
            boundaries.set(0);
            for (Matcher graphemes = Pattern.compile("\\X").matcher(text); graphemes.find(); ) {
                boundaries.set(graphemes.end());
            }

            assertThat(create().split(Document.of("doc", text)))
                    .allMatch(node -> boundaries.get(node.span().start())
                            && boundaries.get(node.span().end()));
        }
    }

    @Test
    void split_metadata_isThatOfTheDocumentAndOfTheSectionsAtTheStart() {
        String text = PROSE.repeat(60);
        int middle = text.length() / 2;
        Document document = Document.of(
                "doc",
                text,
                Metadata.of(MetadataKeys.TITLE, "Tides"),
                List.of(
                        Section.page(1, new Span(0, middle)),
                        Section.page(2, new Span(middle, text.length())),
                        Section.heading("Moon", new Span(middle, text.length()))));

        assertThat(create().split(document)).allSatisfy(node -> {
            boolean second = node.span().start() >= middle;
            boolean across = !second && node.span().end() > middle;
            assertThat(node.metadata().text(MetadataKeys.TITLE)).hasValue("Tides");
            assertThat(node.metadata().number(MetadataKeys.PAGE)).hasValue(second ? 2 : 1);
            assertThat(node.metadata().get(MetadataKeys.HEADING).isPresent()).isEqualTo(second);
            assertThat(node.metadata().get(MetadataKeys.PAGE_END).isPresent()).isEqualTo(across);
        });
    }

    @Test
    void split_sameDocumentTwice_givesEqualNodes() {
        Document document = Document.of("doc", PROSE.repeat(60));
        Splitter splitter = create();

        assertThat(splitter.split(document)).isEqualTo(splitter.split(document)).isEqualTo(create().split(document));
    }

    @Test
    void split_manyThreads_giveEqualNodes() throws Exception {
        Document document = Document.of("doc", PROSE.repeat(60));
        Splitter splitter = create();
        List<Node> expected = splitter.split(document);

        assertThat(Samples.concurrently(8, () -> splitter.split(document)))
                .hasSize(8)
                .allMatch(expected::equals);
    }

    @Test
    void split_result_isUnmodifiable() {
        List<Node> nodes = create().split(Document.of("doc", PROSE));

        assertThatThrownBy(nodes::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void split_null_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> create().split(Samples.absent()));
    }

    @Test
    void fingerprint_ofEqualSplitters_isOneLineAndTheSame() {
        assertThat(create().fingerprint()).isNotBlank().doesNotContain("\n").isEqualTo(create().fingerprint());
    }
}
