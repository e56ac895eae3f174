package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.models.onnx.ModelDescriptor;
import dev.lectern.models.onnx.WordPieceTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_fewTexts_allContestantsGiveTheSameVectors() throws Exception {
        List<String> names = EmbeddingBench.run(out, "--texts", "2", "--tokens", "150", "--rounds", "1");

        assertThat(names).hasSize(4);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("2 texts of 150 tokens, seed 20261101")
                .contains(names);
    }

    @Test
    void soak_noTime_endsWithAVerdict() throws Exception {
        boolean good = EmbeddingSoak.run(out, Duration.ofMillis(1));

        assertThat(good).isTrue();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("verdict: good");
    }

    @Test
    void texts_sameSeed_areTheSameAndHaveTheirTokens() {
        WordPieceTokenizer tokenizer = WordPieceTokenizer.of(ModelDescriptor.allMiniLmL6V2());

        List<String> texts = EmbeddingTexts.make(tokenizer, 20, 40, 10, 7);

        assertThat(texts)
                .hasSize(10)
                .isEqualTo(EmbeddingTexts.make(tokenizer, 20, 40, 10, 7))
                .allSatisfy(text -> assertThat(tokenizer.count(text)).isBetween(20, 40));
    }
}
