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

class SplitterBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_generatedText_allContestantsCutIt() throws Exception {
        Map<String, Integer> nodes =
                SplitterBench.run(out, "--chars", "20000", "--slow-chars", "4000", "--rounds", "1");

        assertThat(nodes).hasSizeGreaterThanOrEqualTo(6);
        assertThat(nodes.values()).allMatch(count -> count > 1);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("seed 20261101")
                .contains("first 4 kB only");
    }

    @Test
    void text_file_isReadUpToTheLimit(@TempDir Path folder) throws Exception {
        String file =
                Files.writeString(folder.resolve("t.txt"), "The tide turns.").toString();
        String[] args = {"--file", file, "--chars", "8"};

        assertThat(SplitterBench.text(Arguments.parse(args, "file", "chars"))).isEqualTo("The tide");
    }

    @Test
    void text_sameSeed_isTheSame() {
        assertThat(EnglishText.of(7, 3_000)).isEqualTo(EnglishText.of(7, 3_000)).hasSize(3_000);
        assertThat(EnglishText.of(8, 3_000)).isNotEqualTo(EnglishText.of(7, 3_000));
    }

    @Test
    void run_countThatIsNone_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SplitterBench.run(out, "--rounds", "0"))
                .withMessageContaining("--rounds must be 1 or more, got: 0");
    }
}
