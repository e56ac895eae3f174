package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFormatsBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_smallFolder_judgesAndMeasuresEachKind(@TempDir Path folder) throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("a.txt"), "The tide\n turns.");
        Files.writeString(files.resolve("b.rtf"), "{\\rtf1\\ansi Two boats.\\par}");
        Files.writeString(files.resolve("c.rtf"), "{\\rtf1\\ansi Three boats.\\par}");
        Files.write(files.resolve("d.bin"), new byte[] {0, 1, 2, 3});
        Files.writeString(folder.resolve("manifest.jsonl"), """
                {"file": "a.txt", "expect": "text", "must_contain": ["The tide turns."]}
                {"file": "b.rtf", "expect": "text", "must_contain": ["Two boats.", "Four boats."]}
                {"file": "c.rtf", "expect": "text", "must_not_contain": ["ansi"]}
                {"file": "d.bin", "expect": "binary"}
                """);

        Map<String, FileFormatsBench.Tally> tallies =
                FileFormatsBench.run(out, "--folder", folder.toString(), "--rounds", "1", "--copies", "1");

        assertThat(tallies.get("").rightText()).isEqualTo(2);
        assertThat(tallies.get("").rightFailure()).isEqualTo(1);
        assertThat(tallies.get("rtf").wrong()).isEqualTo(1);
        assertThat(tallies.get("rtf").found()).isEqualTo(1);
        assertThat(tallies.get("rtf").facts()).isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("lacks \"Four boats.\"")
                .contains("bare Tika");
    }

    @Test
    void run_withoutFolder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileFormatsBench.run(out))
                .withMessage("--folder must be given, got: none");
    }
}
