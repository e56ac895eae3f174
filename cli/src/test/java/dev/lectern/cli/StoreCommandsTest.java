package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.store.lucene.LuceneStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that keep an index, as a user does: over real files, a real directory and the real embedding model. */
class StoreCommandsTest {

    private static final String QUESTION = "How often does the tide turn?";

    @TempDir
    private Path folder;

    private Path docs;
    private Path store;
    private String out = "";
    private String err = "";

    @BeforeEach
    void writeDocuments() throws IOException {
        docs = Files.createDirectory(folder.resolve("docs"));
        store = folder.resolve("index");
        Files.writeString(docs.resolve("tides.md"), "# Tides\n\nThe tide turns twice a day.\n");
        Files.writeString(docs.resolve("bread.txt"), "Bread needs flour, water and yeast. Bake it for forty minutes.");
    }

    private int lectern(String... args) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        int exitCode = Main.run(new PrintWriter(written, true), new PrintWriter(complained, true), args);
        out = written.toString();
        err = complained.toString();
        return exitCode;
    }

    private int ingest(String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "ingest";
        args[1] = docs.toString();
        args[2] = "--store";
        args[3] = store.toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return lectern(args);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    @Test
    void ingest_again_embedsNothing() throws IOException {
        assertThat(ingest()).isEqualTo(ExitCode.DONE);
        assertThat(out).contains(docs + ": added 2, updated 0, unchanged 0");

        assertThat(ingest("--json")).isEqualTo(ExitCode.DONE);

        assertThat(json().get("unchanged").asInt()).isEqualTo(2);
        assertThat(json().get("nodes").asInt()).isZero();
        assertThat(err).isEmpty();
    }

    @Test
    void ingest_embeddingCache_findsTextsOfAnEarlierIndex() throws IOException {
        String cache = folder.resolve("embeddings").toString();
        ingest("--embedding-cache", cache);
        assertThat(out).contains("embedding cache: 0 of 2 texts found, 2 vectors in 3140 bytes");

        store = folder.resolve("another index");
        ingest("--embedding-cache", cache, "--json");

        assertThat(json().get("nodes").asInt()).isEqualTo(2);
        assertThat(json().get("embedding_cache").get("hits").asInt()).isEqualTo(2);
        assertThat(json().get("embedding_cache").get("misses").asInt()).isZero();
        assertThat(lectern("ask", QUESTION, "--store", store.toString(), "--embedding-cache", cache))
                .isEqualTo(ExitCode.DONE);
        assertThat(out).contains("The tide turns twice a day.");
        assertThat(err).isEmpty();
    }

    @Test
    void ingest_changedFolder_embedsOnlyWhatChanged() throws IOException {
        ingest();
        Files.writeString(docs.resolve("tides.md"), "# Tides\n\nThe tide turns four times a day.\n");
        Files.delete(docs.resolve("bread.txt"));

        ingest("--json");

        assertThat(json().get("updated").asInt()).isEqualTo(1);
        assertThat(json().get("nodes").asInt()).isEqualTo(1);
        assertThat(json().get("removed").asInt()).isZero();
        lectern("ask", QUESTION, "--store", store.toString());
        assertThat(out).contains("The tide turns four times a day.");
    }

    @Test
    void ingest_sync_removesWhatVanishedFromThisFolderOnly() throws IOException {
        ingest();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("bread.txt"), "Rye bread keeps for a week.");
        lectern("ingest", other.toString(), "--store", store.toString());
        Files.delete(docs.resolve("bread.txt"));

        assertThat(ingest("--sync")).isEqualTo(ExitCode.DONE);

        assertThat(out).contains("unchanged 1, removed 1");
        lectern("status", "--store", store.toString(), "--json");
        assertThat(json().get("documents").asInt()).isEqualTo(2);
    }

    @Test
    void ingest_oneUnreadableFile_namesItWithItsOwnExitCode() throws IOException {
        Files.write(docs.resolve("broken.pdf"), new byte[] {'%', 'P', 'D', 'F', '-', '1', '.', '4', 0, 0});

        assertThat(ingest()).isEqualTo(ExitCode.INCOMPLETE);

        assertThat(err).contains("broken.pdf");
        assertThat(out).contains("added 2").contains("failed 1");
    }

    @Test
    void ask_whileAnotherWrites_answersFromTheStore() {
        ingest();

        try (LuceneStore writer = LuceneStore.open(store)) {
            assertThat(writer.documentCount()).isEqualTo(2);
            assertThat(lectern("ask", QUESTION, "--store", store.toString())).isEqualTo(ExitCode.DONE);
            assertThat(out).contains("The tide turns twice a day. [1]");
        }
    }

    @Test
    void ingest_whileAnotherWrites_namesTheHolder() {
        ingest();

        try (LuceneStore writer = LuceneStore.open(store)) {
            assertThat(writer.documentCount()).isEqualTo(2);
            assertThat(ingest()).isEqualTo(ExitCode.FAILED);
            assertThat(err).contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void ask_withSourcesAndStore_keepsWhatItReads() {
        lectern("ask", QUESTION, "--from", docs.toString(), "--store", store.toString());
        assertThat(out).contains("The tide turns twice a day. [1]");

        lectern("status", "--store", store.toString());
        assertThat(out).contains("Documents  2", "384 dimensions, float32, by all-minilm-l6-v2");
    }

    @Test
    void ask_withNeitherSourceNorStore_isWrongUse() {
        assertThat(lectern("ask", QUESTION)).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("--from SOURCE or --store DIR must be given");
    }

    @Test
    void ask_withoutSuchStore_saysSoAndMakesNone() {
        assertThat(lectern("ask", QUESTION, "--store", store.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err).contains("Could not open store " + store);
        assertThat(store).doesNotExist();
    }

    @Test
    void status_verifyAndCompact_findASoundStore() throws IOException {
        ingest();
        Files.writeString(docs.resolve("tides.md"), "# Tides\n\nThe tide turns.\n");
        ingest();

        assertThat(lectern("status", "--store", store.toString(), "--verify", "--compact", "--json"))
                .isEqualTo(ExitCode.DONE);

        assertThat(json().get("sound").asBoolean()).isTrue();
        assertThat(json().get("segments").asInt()).isEqualTo(1);
        assertThat(json().get("deleted").asInt()).isZero();
    }

    @Test
    void status_damagedStore_namesWhatIsBroken() throws IOException {
        ingest();
        Path segment;
        try (var files = Files.list(store.resolve("index"))) {
            segment = files.filter(file -> file.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        assertThat(lectern("status", "--store", store.toString(), "--verify")).isEqualTo(ExitCode.FAILED);

        assertThat(err).contains(segment.getFileName().toString().replace(".cfs", ""));
    }
}
