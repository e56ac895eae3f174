package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalQualityBenchTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Providers providers = Providers.of(new FakeProvider());

    @TempDir
    private Path folder;

    @Test
    void run_questionsThatShareWords_findTheirDocuments() throws Exception {
        writeCollection("tide\ttides\t1\nyeast\tbread\t2\n");

        Map<String, RetrievalQualityBench.Quality> qualities =
                RetrievalQualityBench.run(out, providers, "--folder", folder.toString(), "--tokens", "40");

        assertThat(qualities).hasSize(9).containsKeys("metadata/40/vector", "body/40/keyword", "none/40/hybrid");
        assertThat(qualities.values()).containsOnly(new RetrievalQualityBench.Quality(1, 1));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("2 documents, 2 questions")
                .contains("1.0000");
    }

    @Test
    void run_hybridWithWeight_joinsByIt() throws Exception {
        writeCollection("tide\ttides\t1\nyeast\tbread\t2\n");

        Map<String, RetrievalQualityBench.Quality> qualities = RetrievalQualityBench.run(
                out,
                providers,
                "--folder",
                folder.toString(),
                "--tokens",
                "40",
                "--titles",
                "none",
                "--search",
                "hybrid:0.7");

        assertThat(qualities).containsOnlyKeys("none/40/hybrid:0.7");
        assertThat(qualities.values()).containsOnly(new RetrievalQualityBench.Quality(1, 1));
    }

    @Test
    void run_questionWithoutJudgement_isLeftOut() throws Exception {
        writeCollection("tide\ttides\t1\nyeast\tbread\t0\n");

        RetrievalQualityBench.run(out, providers, "--folder", folder.toString(), "--tokens", "40", "--titles", "none");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("2 documents, 1 questions");
    }

    @Test
    void run_withoutFolder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalQualityBench.run(out, providers))
                .withMessage("--folder must be given, got: none");
    }

    @Test
    void ndcg_relevantAtSecondPlace_isDiscounted() {
        Map<String, Integer> grades = Map.of("a", 1, "b", 2);

        assertThat(RankingQuality.ndcg(List.of("b", "a", "x"), grades, 10)).isEqualTo(1);
        assertThat(RankingQuality.ndcg(List.of("x", "b"), grades, 10))
                .isEqualTo(2 / 1.584962500721156 / (2 + 1 / 1.584962500721156), offset(1e-12));
        assertThat(RankingQuality.ndcg(List.of("x", "b"), grades, 1)).isZero();
        assertThat(RankingQuality.recall(List.of("x", "b"), grades, 2)).isEqualTo(0.5);
    }

    private void writeCollection(String judgements) throws IOException {
        Files.writeString(folder.resolve("corpus.jsonl"), """
                {"_id": "tides", "title": "tide tables", "text": "The tide turns twice a day. Boats wait for it."}
                {"_id": "bread", "title": "", "text": "Flour, water, salt and yeast."}
                """);
        Files.writeString(folder.resolve("queries.jsonl"), """
                {"_id": "tide", "text": "when the tide turns"}
                {"_id": "yeast", "text": "flour and yeast"}
                """);
        Files.writeString(folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\n" + judgements);
    }

    private static final class FakeProvider implements EmbeddingModelProvider {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String description() {
            return "For tests.";
        }

        @Override
        public List<Option<?>> options() {
            return List.of();
        }

        @Override
        public EmbeddingModel create(Settings settings) {
            return FakeEmbeddingModel.create();
        }
    }
}
