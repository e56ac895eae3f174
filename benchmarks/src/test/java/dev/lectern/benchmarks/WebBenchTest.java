package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void extraction_ofOnePage_isScoredAndMeasured(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("html"));
        write(
                folder.resolve("html/a.html.gz"),
                "<nav>Home Away News Sport</nav><article><p>The tide turns twice a day, in all"
                        + " weathers and in every season of the year.</p><p>The keeper writes it down, and has done so for forty years."
                        + "</p></article>");
        write(
                folder.resolve("ground-truth.json.gz"),
                "{\"a\": {\"articleBody\": \"The tide turns twice a day, in all weathers and"
                        + " in every season of the year. The keeper writes it down, and has done so for forty years.\"}}");

        ShingleScore score =
                WebExtractionBench.run(out, "--folder", folder.toString(), "--rounds", "1", "--pages", "all");

        assertThat(score).isEqualTo(new ShingleScore(1, 1));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("a  1.000  1.000  1.000", "WHOLE", "jsoup, bare parse", "MB/s");
    }

    private static void write(Path file, String text) throws IOException {
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void extraction_withoutAFolder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebExtractionBench.run(out))
                .withMessage("--folder must be given, got: nothing");
    }

    @Test
    void shingles_countAsMultisets() {
        ShingleScore score = ShingleScore.of("a b c d e", "a b c d x y a b c d");

        assertThat(score.precision()).isCloseTo(1 / 7.0, within(1e-9));
        assertThat(score.recall()).isCloseTo(1 / 2.0, within(1e-9));
        assertThat(ShingleScore.of("one two", "one two")).isEqualTo(new ShingleScore(1, 1));
        assertThat(ShingleScore.of("", "a b c d")).isEqualTo(new ShingleScore(0, 1));
    }

    @Test
    void fetching_tinySize_measuresAll() {
        List<Timings> timings =
                WebFetchBench.run(out, "--bytes", "300", "--pages", "5", "--callers", "1,2", "--rounds", "1");

        assertThat(timings).hasSize(2 * 4).allMatch(each -> each.medianRate() > 0);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("bare loop", "WebClient", "2 caller(s)");
    }
}
