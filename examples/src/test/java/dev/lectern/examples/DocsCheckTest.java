package dev.lectern.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link DocsTest} goes by: pages are taken apart rightly, and what is wrong is found. */
class DocsCheckTest {

    private final SnippetCompiler compiler = new SnippetCompiler(Set.of("dev.lectern", "dev.lectern.document"));
    private Path page;

    @BeforeEach
    void makePage() throws IOException {
        page = Files.createTempFile(Project.file("examples/target"), "page", ".md");
    }

    @AfterEach
    void deletePage() throws IOException {
        Files.delete(page);
    }

    @Test
    void blocks_withMarks_keepThemAndTheirPlace() throws IOException {
        Files.writeString(
                page,
                "# Page\n\n<!-- source: a/B.java -->\n<!-- given: int n -->\n\n```java\nint m = n;\n```\nText.\n```\nplain\n```\n");

        List<FencedBlock> blocks = FencedBlock.of(page);

        assertThat(blocks).hasSize(2);
        assertThat(blocks.get(0).marks()).isEqualTo(Map.of("source", "a/B.java", "given", "int n"));
        assertThat(blocks.get(0).line()).isEqualTo(6);
        assertThat(blocks.get(0).language()).isEqualTo("java");
        assertThat(blocks.get(0).text()).isEqualTo("int m = n;\n");
        assertThat(blocks.get(1).marks()).isEmpty();
    }

    @Test
    void blocks_openAtTheEnd_areRefused() throws IOException {
        Files.writeString(page, "```java\nint n;\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FencedBlock.of(page))
                .withMessage("a fenced block must be closed, got: an open one at line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Document tides = Document.of(\"tides\", \"The tide turns.\");",
                "void greet() {\n    System.out.println(List.of());\n}",
                "public final class Own implements AutoCloseable {\n    public void close() {}\n}",
                "import java.util.regex.Pattern;\n\nPattern p = Pattern.compile(\"x\");",
            })
    void snippet_statementsMembersOrClass_compiles(String snippet) throws IOException {
        assertThat(compiler.faultOf(snippet, "")).isEmpty();
    }

    @Test
    void snippet_withGivenVariables_compilesOnlyWithThem() throws IOException {
        String snippet = "lectern.ask(question);";

        assertThat(compiler.faultOf(snippet, "Lectern lectern, String question"))
                .isEmpty();
        assertThat(compiler.faultOf(snippet, "")).contains("cannot find symbol").contains("in: lectern.ask(question);");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', 'a\nb\n', true",
        "'a\n...', 'a\nb\nc\n', true",
        "'...\nc', 'a\nb\nc\n', true",
        "'a\nc', 'a\nb\nc\n', false",
        "'a', 'a\nb\n', false",
        "'a.c', 'abc\n', false",
    })
    void expected_text_matchesWholeLinesOnly(String expected, String printed, boolean matches) {
        assertThat(ExpectedText.pattern(expected).matcher(printed).matches()).isEqualTo(matches);
    }

    @Test
    void body_ofAMethod_endsAtItsOwnBrace() {
        String source =
                "class A {\n    void run(int n) {\n        if (n > 0) {\n            go();\n        }\n    }\n\n    void go() {}\n}\n";

        assertThat(SourceText.essence(SourceText.bodyOf("run", source))).isEqualTo("if(n>0){go();}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceText.bodyOf("stop", source))
                .withMessage("source must have the method stop, got: none of this name");
    }

    @Test
    void essence_ofASource_leavesOutPackageImportsAndWhiteSpace() {
        assertThat(SourceText.essence("package a;\n\nimport b.C;\n\nclass D {}\n"))
                .isEqualTo("classD{}");
    }

    @Test
    void command_withQuotes_isCutAsByAShell() {
        assertThat(CommandWords.of("./lectern ask \"When does it turn?\" --from 'my docs'"))
                .containsExactly("./lectern", "ask", "When does it turn?", "--from", "my docs");
    }

    @ParameterizedTest
    @CsvSource({
        "score 0.53, score 0.##",
        "version 0.53.1, version 0.53.1",
        "£14.80 and 10.53, £14.80 and 10.53",
        "http://127.0.0.1:8080/a, http://127.0.0.1:PORT/a",
        "took 17 ms, took # ms",
    })
    void masked_text_losesScoresPortsAndTimesOnly(String printed, String masked) {
        assertThat(Masked.of(printed)).isEqualTo(masked);
    }
}
