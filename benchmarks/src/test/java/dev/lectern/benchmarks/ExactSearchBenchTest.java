package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactSearchBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_tinySize_allContestantsFindTheTrueBest() {
        List<ExactSearchBench.Report> reports =
                ExactSearchBench.run(out, "--rows", "300", "--dimensions", "24", "--rounds", "1", "--threads", "2");

        assertThat(reports).containsExactly(new ExactSearchBench.Report(List.of(1.0, 1.0, 1.0), true));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("seed 20261101")
                .contains("cores")
                .contains("limit");
    }

    @Test
    void run_unknownArgument_isRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExactSearchBench.run(out, "--row", "3"))
                .withMessageContaining("--rows")
                .withMessageContaining("got: --row");
    }
}
