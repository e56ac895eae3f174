package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.spi.Providers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerQualityBenchTest {

    private static final Providers PROVIDERS = Providers.discovered();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void run_folderAndList_countsRightAndFalseAnswers() throws Exception {
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/tides.txt"), "The tide turns twice a day. Boats wait for it.");
        Files.writeString(folder.resolve("docs/bread.txt"), "Bread needs flour, water, salt and yeast.");
        Path list = folder.resolve("list.tsv");
        Files.writeString(list, """
                # question, document, pattern
                How often does the tide turn?\ttides.txt\ttwice a (day|night)
                How often does the tide turn, roughly?\tbread.txt\ttwice
                How often does the tide turn, exactly?\t\tthrice
                Who won the football world cup in 1990?\t\t
                """);

        AnswerQualityBench.Figures figures = AnswerQualityBench.run(
                out,
                PROVIDERS,
                "--folder",
                folder.resolve("docs").toString(),
                "--questions",
                list.toString(),
                "--verbose",
                "yes");

        assertThat(figures).isEqualTo(new AnswerQualityBench.Figures(3, 2, 1, 0, 1, 0));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("2 documents, 4 questions")
                .contains("WRONG How often does the tide turn, exactly?", "wanted: thrice")
                .doesNotContain("GOOD");
    }

    @Test
    void run_collection_asksEachQuestionWithoutItsDocumentToo() throws Exception {
        Files.writeString(folder.resolve("corpus.jsonl"), """
                {"_id": "tides", "title": "", "text": "The tide turns twice a day. Boats wait for it."}
                {"_id": "bread", "title": "Bread", "text": "Flour, water, salt and yeast."}
                """);
        Files.writeString(folder.resolve("queries.jsonl"), """
                {"_id": "q", "text": "How often does the tide turn?", "answers": [{"text": "twice a day", "start": 15}]}
                """);
        Files.writeString(folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\nq\ttides\t1\n");

        AnswerQualityBench.Figures figures = AnswerQualityBench.run(out, PROVIDERS, "--folder", folder.toString());

        assertThat(figures).isEqualTo(new AnswerQualityBench.Figures(1, 1, 1, 0, 1, 0));
    }

    @Test
    void run_collectionWithoutAnswers_isRefused() throws Exception {
        Files.writeString(folder.resolve("corpus.jsonl"), "{\"_id\": \"a\", \"text\": \"Boats wait.\"}\n");
        Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\": \"q\", \"text\": \"Who waits?\"}\n");
        Files.writeString(folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\nq\ta\t1\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerQualityBench.run(out, PROVIDERS, "--folder", folder.toString()))
                .withMessage("question must have answers in queries.jsonl, got: none for q");
    }

    @Test
    void read_lineOfTwoFields_isRefused() throws IOException {
        Path list = folder.resolve("list.tsv");
        Files.writeString(list, "Who waits?\tboats\n");

        assertThatIOException()
                .isThrownBy(() -> AskedQuestion.read(list))
                .withMessage("Could not read " + list + ": a line must have 3 fields, got: Who waits?\tboats");
    }

    @Test
    void run_withoutFolder_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerQualityBench.run(out, PROVIDERS))
                .withMessage("--folder must be given, got: none");
    }
}
