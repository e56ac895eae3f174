package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.readers.file.FileReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFormatsBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_smallFolder_judgesEachKind(@TempDir Path folder) throws Exception {
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
                FileFormatsBench.run(out, "--folder", folder.toString(), "--rounds", "0");

        assertThat(tallies.get("").rightText()).isEqualTo(2);
        assertThat(tallies.get("").rightFailure()).isEqualTo(1);
        assertThat(tallies.get("rtf").wrong()).isEqualTo(1);
        assertThat(tallies.get("rtf").found()).isEqualTo(1);
        assertThat(tallies.get("rtf").facts()).isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("lacks \"Four boats.\"")
                .contains("facts found: 66.7 %, aim 97 %: missed");
    }

    @Test
    void speed_ofSamples_readsThemAllWithoutFailure(@TempDir Path folder) throws Exception {
        Map<String, List<Path>> samples = FileSamples.write(folder, 7);

        new FileSpeed(out, 1, 0.001).measure("md", samples.get("md"));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).containsPattern("^  md .*\\b0   \\d{6}\\n$");
        for (List<Path> files : samples.values()) {
            assertThat(FileReader.create().load(files.get(0).toString()))
                    .as(files.toString())
                    .allSatisfy(document -> assertThat(document.text()).isNotBlank());
        }
    }

    @Test
    void run_withoutFolder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileFormatsBench.run(out))
                .withMessage("--folder must be given, got: none");
    }
}
