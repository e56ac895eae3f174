package dev.lectern.readers.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a heading in plain text, and what only looks like one. */
class TextHeadingsTest {

    @TempDir
    Path root;

    private static List<String> headings(List<Section> sections) {
        return sections.stream()
                .map(section -> section.metadata().text(MetadataKeys.HEADING).orElseThrow())
                .toList();
    }

    @Test
    void sections_ofEachKind_areFound() {
        String text = "The lighthouse\n==============\nIt stands.\n\nThe lamp\r\n--------\r\nIt burns.\r\n\r\n"
                + "THE WRECK OF THE BONNIE JEAN\nShe sank.\n\n3.2 The keeper\n\nHe sleeps.\n\nTHE END OF IT (1890)\n\nIt fell.";

        List<Section> sections = TextHeadings.sections(text);

        assertThat(headings(sections))
                .containsExactly(
                        "The lighthouse",
                        "The lighthouse > The lamp",
                        "THE WRECK OF THE BONNIE JEAN",
                        "THE WRECK OF THE BONNIE JEAN > 3.2 The keeper",
                        "THE END OF IT (1890)");
        assertThat(sections.get(2).span().of(text)).isEqualTo("THE WRECK OF THE BONNIE JEAN\nShe sank.\n\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "NASA\nAgreed.",
                "It was\nNASA AND ESA\nBoth agreed.",
                "DO NOT OPEN\nthe valve.",
                "DO NOT OPEN IT.\nThe valve is hot.",
                "ALL OF THIS\nIS IN CAPITALS\nTo the last.",
                "1. Buy bread\n\n2. Buy milk",
                "3.2 The lamp\nburns.",
                "3.5 Litres are enough for a day.\n\nThen more.",
                "Name   Age\n----------\nAda    36",
                "Hello\n---\nbye",
                "  Indented\n  --------",
                "----\n----",
                "It was long ago\nand far away\n------------\n"
            })
    void sections_whatOnlyLooksLikeAHeading_areNone(String text) {
        assertThat(TextHeadings.sections(text)).isEmpty();
    }

    @Test
    void sections_moreThanABookHas_areNone() {
        String part = "THE FIRST PART\nIt begins.\n\n";

        assertThat(TextHeadings.sections(part.repeat(10_000))).hasSize(10_000);
        assertThat(TextHeadings.sections(part.repeat(10_001))).isEmpty();
    }

    @Test
    void file_ofProse_hasSections_fileWithSyntaxHasNone() throws IOException {
        String text = "THE FIRST PART\nIt begins.\n";
        Path prose = Folders.write(root, "book.txt", text);
        Path code = Folders.write(root, "book.css", text);

        assertThat(headings(Folders.document(prose).sections())).containsExactly("THE FIRST PART");
        assertThat(Folders.document(code).sections()).isEmpty();
    }
}
