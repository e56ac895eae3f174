package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServeBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_tinySize_measuresAllOverBothStores() {
        List<Timings> timings = ServeBench.run(
                out, "--rows", "30", "--connections", "1,3", "--calls", "6", "--real-calls", "3", "--rounds", "1");

        assertThat(timings).hasSize(2 * 2 * 7).allMatch(each -> each.medianRate() > 0);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("memory, 3 connection(s)", "lucene, included model, 1 connection(s)")
                .contains("hello", "/query over one chunk", "search without HTTP", "/upsert");
    }

    @Test
    void run_unknownStore_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServeBench.run(out, "--rows", "5", "--stores", "paper"))
                .withMessage("--stores must be memory or lucene, got: paper");
    }
}
