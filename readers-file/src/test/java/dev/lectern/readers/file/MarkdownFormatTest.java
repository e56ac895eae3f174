package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from Markdown. */
class MarkdownFormatTest {

    @TempDir
    Path root;

    private static List<String> sections(Document document) {
        return document.sections().stream()
                .map(s -> s.metadata().text(MetadataKeys.HEADING).orElseThrow() + ": "
                        + s.span()
                                .of(document.text())
                                .strip()
                                .lines()
                                .findFirst()
                                .orElse(""))
                .toList();
    }

    @ParameterizedTest(name = "line ends {0}")
    @ValueSource(strings = {"\n", "\r\n"})
    void text_staysAsItIs_headingsBecomeSections(String lineEnd) throws IOException {
        String text = String.join(
                lineEnd,
                "Intro",
                "",
                "# The *first* `one`",
                "```",
                "# no heading",
                "```",
                "Under",
                "-----",
                "text",
                "> ### Quoted [link](http://x)",
                "",
                "# Last");

        Document document = document(write(root, "a.md", text));

        assertThat(document.text()).isEqualTo(text);
        assertThat(sections(document))
                .containsExactly(
                        "The first one: # The *first* `one`",
                        "The first one > Under: Under",
                        "The first one > Under > Quoted link: > ### Quoted [link](http://x)",
                        "Last: # Last");
    }

    @Test
    void title_isTheFirstHeading() throws IOException {
        assertThat(document(write(root, "a.md", "text\n\n## Tides\n\n# Other"))
                        .metadata()
                        .text(MetadataKeys.TITLE))
                .contains("Tides");
    }

    @Test
    void frontMatter_becomesMetadataAndNoHeading() throws IOException {
        String text =
                "---\ntitle: \"Of tides: a note\"\nauthor: Ada # me\ndate: 2024-02-03\nlang: en_GB\ntags: [a, b]\n---\n# Head\n";

        Document document = document(write(root, "a.md", text));

        assertThat(document.text()).isEqualTo(text);
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("Of tides: a note");
        assertThat(document.metadata().text(MetadataKeys.AUTHOR)).contains("Ada");
        assertThat(document.metadata().text(MetadataKeys.LANGUAGE)).contains("en-GB");
        assertThat(document.metadata().instant(MetadataKeys.CREATED_AT))
                .contains(Instant.parse("2024-02-03T00:00:00Z"));
        assertThat(sections(document)).containsExactly("Head: # Head");
    }

    @Test
    void frontMatter_withoutEnd_isText() throws IOException {
        Document document = document(write(root, "a.md", "---\ntitle: x\n\n# Head"));

        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("Head");
    }

    @Test
    void nesting_ofManyThousandQuotes_isRead() throws IOException {
        String text = ">".repeat(20_000) + " # x\n" + "[".repeat(20_000);

        assertThat(document(write(root, "a.md", text)).text()).isEqualTo(text);
    }
}
