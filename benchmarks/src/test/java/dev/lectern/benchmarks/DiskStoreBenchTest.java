package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreBenchTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_tinySizeTwice_findsTheTrueBestAndBuildsOnce() throws IOException {
        String[] arguments = {
            "--rows",
            "300",
            "--dimensions",
            "24",
            "--rounds",
            "1",
            "--threads",
            "2",
            "--candidates",
            "10,30",
            "--batch",
            "100",
            "--directory",
            directory.resolve("kept").toString()
        };

        assertThat(DiskStoreBench.run(out, arguments)).isEqualTo(List.of(1.0, 1.0));
        assertThat(DiskStoreBench.run(out, arguments)).isEqualTo(List.of(1.0, 1.0));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("lectern, int8, 30, 0.1 %", "raw Lucene, 10, 10 %", "langchain4j", "was built before");
    }

    @Test
    void run_write_leavesVectorsForPeers() throws IOException {
        DiskStoreBench.run(
                out,
                "--rows",
                "20",
                "--dimensions",
                "4",
                "--rounds",
                "1",
                "--seed",
                "7",
                "--write",
                directory.toString());

        Vectors same = new Vectors(7, 4);
        assertThat(floats("vectors.f32")).isEqualTo(same.next(20));
        assertThat(floats("questions.f32")).isEqualTo(same.next(100));
    }

    private float[][] floats(String name) throws IOException {
        FloatBuffer floats = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[][] rows = new float[floats.remaining() / 4][4];
        for (float[] row : rows) {
            floats.get(row);
        }
        return rows;
    }

    @Test
    void run_directoryOfOtherSize_isRefused() throws IOException {
        String kept = directory.resolve("kept").toString();
        DiskStoreBench.run(out, "--rows", "20", "--dimensions", "4", "--rounds", "1", "--directory", kept);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiskStoreBench.run(out, "--rows", "30", "--dimensions", "4", "--directory", kept))
                .withMessageContaining("must be empty or have 30 rows")
                .withMessageContaining("with 20");
    }
}
