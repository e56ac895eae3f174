package dev.lectern.embed.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.Randomised;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache finds, and what it survives. */
class CachingEmbeddingModelTest {

    private static final int ENTRY_BYTES = 28 + 3 * Float.BYTES;

    @TempDir
    private Path folder;

    private final CountingModel model = new CountingModel("alpha", 3);

    @Test
    void embedDocuments_textsSeenBefore_areNotEmbeddedAgain() {
        try (CachingEmbeddingModel cached = open()) {
            List<Embedding> first = cached.embedDocuments(List.of("ebb", "flood", "ebb"));
            List<Embedding> second = cached.embedDocuments(List.of("flood", "slack", "ebb"));

            assertThat(model.documents).containsExactly("ebb", "flood", "slack");
            assertThat(second).containsExactly(first.get(1), model.vector("alpha/slack"), first.get(0));
            assertThat(cached.report()).isEqualTo(new CacheReport(3, 3, 3, 12 + 3 * ENTRY_BYTES, 0, 0));
        }
    }

    @Test
    void embedDocuments_modelThatFailsInTheMiddle_keepsWhatItHadEmbedded() {
        List<String> texts = List.of("ebb", "flood", "slack", "ebb", "neap");
        try (CachingEmbeddingModel cached = open()) {
            cached.embedDocuments(List.of("flood"));
        }
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(new FailingModel(model, 2), folder)) {
            assertThatThrownBy(() -> cached.embedDocuments(texts))
                    .isInstanceOfSatisfying(
                            EmbedException.class, e -> assertThat(e.embedded()).containsOnlyKeys(0, 1));
            assertThat(cached.report().entries()).isEqualTo(3);
        }
        model.documents.clear();

        try (CachingEmbeddingModel cached = open()) {
            assertThat(cached.embedDocuments(texts))
                    .isEqualTo(texts.stream()
                            .map(text -> model.vector("alpha/" + text))
                            .toList());
        }
        assertThat(model.documents).containsExactly("neap");
    }

    @Test
    void open_again_findsWhatWasKept() {
        try (CachingEmbeddingModel cached = open()) {
            cached.embedDocuments(List.of("ebb", "", "\uD83C lone"));
            cached.embedQuery("ebb?");
        }

        try (CachingEmbeddingModel cached = open()) {
            assertThat(cached.embedDocuments(List.of("\uD83C lone", "ebb", "")))
                    .containsExactly(
                            model.vector("alpha/\uD83C lone"), model.vector("alpha/ebb"), model.vector("alpha/"));
            assertThat(cached.embedQuery("ebb?")).isEqualTo(model.vector("alpha?ebb?"));
            assertThat(cached.report().hits()).isEqualTo(4);
            assertThat(cached.report().toString())
                    .isEqualTo("4 of 4 texts found, 4 vectors in " + (12 + 4 * ENTRY_BYTES) + " bytes");
        }
        assertThat(model.documents).hasSize(3);
        assertThat(model.questions).hasSize(1);
    }

    @Test
    void sameText_asQuestionAndDocument_areTwoVectors() {
        try (CachingEmbeddingModel cached = open()) {
            cached.embedDocuments(List.of("ebb"));

            assertThat(cached.embedQuery("ebb")).isEqualTo(model.vector("alpha?ebb"));
        }
    }

    @Test
    void otherModelsAndDimensions_shareADirectoryAndNoVector() {
        for (CountingModel each : List.of(
                model, new CountingModel("beta", 3), new CountingModel("alpha", 2), new CountingModel("\uD83C", 3))) {
            try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(each, folder)) {
                assertThat(cached.embedDocuments(List.of("ebb"))).containsExactly(each.vector(each.name() + "/ebb"));
                assertThat(each.documents).hasSize(1);
            }
        }
        try (CachingEmbeddingModel cached = open()) {
            assertThat(cached.embedDocuments(List.of("ebb"))).containsExactly(model.vector("alpha/ebb"));
            assertThat(cached.report().hits()).isEqualTo(1);
        }
    }

    @Test
    void open_twice_isRefusedUntilClosed() {
        try (CachingEmbeddingModel first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(EmbedException.class)
                    .hasMessage("Could not open the embedding cache " + folder
                            + ": it is open already, here or in another process, and has one user at a time."
                            + " Close it there, share it, or name another directory.");
            assertThat(first.report().entries()).isZero();
        }
        open().close();
    }

    @Test
    void open_afterACrashAtAnyByte_keepsWholeEntriesAndGoesOn() {
        byte[] whole = written(List.of("ebb", "flood", "slack"));
        for (int length = 0; length < whole.length; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            int entries = Math.max(0, (length - 12) / ENTRY_BYTES);
            boolean torn = length > 12 && (length - 12) % ENTRY_BYTES > 0;

            try (CachingEmbeddingModel cached = open()) {
                assertThat(cached.report().entries())
                        .as("%s bytes left", length)
                        .isEqualTo(entries);
                assertThat(cached.report().dropped())
                        .as("%s bytes left", length)
                        .isEqualTo(torn ? 1 : 0);
                cached.embedDocuments(List.of("ebb", "flood", "slack"));
            }
            try (CachingEmbeddingModel cached = open()) {
                cached.embedDocuments(List.of("slack", "flood", "ebb"));
                assertThat(cached.report().hits()).as("%s bytes left", length).isEqualTo(3);
            }
            delete(file.getParent());
        }
    }

    @Test
    void open_afterAnyFlippedBit_givesTheRightVectorsOrRefuses() {
        byte[] whole = written(List.of("ebb", "flood", "slack"));
        for (int bit = 0; bit < whole.length * 8; bit += 7) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = write(damaged);
            if (bit < 12 * 8) {
                assertThatThrownBy(this::open)
                        .as("bit %s", bit)
                        .isInstanceOf(EmbedException.class)
                        .hasMessageContaining(file.toString());
            } else {
                try (CachingEmbeddingModel cached = open()) {
                    assertThat(cached.embedDocuments(List.of("ebb", "flood", "slack")))
                            .as("bit %s", bit)
                            .containsExactly(
                                    model.vector("alpha/ebb"),
                                    model.vector("alpha/flood"),
                                    model.vector("alpha/slack"));
                    assertThat(cached.report().dropped()).as("bit %s", bit).isEqualTo(1);
                }
            }
            delete(file.getParent());
        }
    }

    @Test
    void open_fileOfALaterVersion_isRefusedAndNamesIt() {
        byte[] later = written(List.of());
        later[11] = 2;
        Path file = write(later);

        assertThatThrownBy(this::open)
                .isInstanceOf(EmbedException.class)
                .hasMessage("Could not open the embedding cache: " + file
                        + " has format 2 and this version of Lectern reads"
                        + " format 1. Use a newer Lectern, or name another directory.");
    }

    @Test
    void open_directoryThatIsAFile_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no directory");

        assertThatThrownBy(() -> CachingEmbeddingModel.create(model, file))
                .isInstanceOf(EmbedException.class)
                .hasMessageStartingWith("Could not open the embedding cache " + file);
    }

    @Test
    void open_otherFilesInTheDirectory_areLeftAlone() throws Exception {
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

        try (CachingEmbeddingModel cached = open()) {
            cached.embedQuery("ebb");
        }

        assertThat(other).hasContent("mine");
    }

    @Test
    void files_atAnyBound_keepIt() {
        Randomised.times(30, random -> {
            long maxBytes = 1L + random.nextInt(2000);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                texts.add("text " + random.nextInt(50));
            }
            for (int round = 0; round < 2; round++) {
                try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder, maxBytes)) {
                    for (int i = 0; i < texts.size(); i += 3) {
                        List<String> some = texts.subList(i, i + 3);
                        assertThat(cached.embedDocuments(some))
                                .isEqualTo(some.stream()
                                        .map(text -> model.vector("alpha/" + text))
                                        .toList());
                        assertThat(cached.report().bytes())
                                .isLessThanOrEqualTo(maxBytes)
                                .isEqualTo(bytesOnDisk());
                    }
                    assertThat(cached.report().unwritten() > 0).isEqualTo(maxBytes < 12 + ENTRY_BYTES);
                }
            }
            delete(folder);
        });
    }

    @Test
    void files_beyondTheirBound_loseTheOldest() {
        long maxBytes = 8L * (12 + ENTRY_BYTES);
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder, maxBytes)) {
            for (int i = 0; i < 10; i++) {
                cached.embedQuery("question " + i);
            }
            model.questions.clear();
            for (int i = 9; i >= 2; i--) {
                cached.embedQuery("question " + i);
            }

            assertThat(model.questions).isEmpty();
            assertThat(cached.report().entries()).isEqualTo(8);
        }
    }

    @Test
    void open_withASmallerBound_keepsIt() {
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder, 8L * (12 + ENTRY_BYTES))) {
            for (int i = 0; i < 8; i++) {
                cached.embedQuery("question " + i);
            }
        }

        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder, 3L * (12 + ENTRY_BYTES))) {
            assertThat(cached.report().entries()).isEqualTo(3);
            assertThat(bytesOnDisk()).isEqualTo(3L * (12 + ENTRY_BYTES));
        }
    }

    @Test
    void manyThreads_whileTheOldestGo_getTheRightVectors() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder, 1000)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int first = thread;
                work.add(() -> {
                    for (int i = 0; i < 300; i++) {
                        String text = "text " + (first * 7 + i) % 40;
                        assertThat(cached.embedDocuments(List.of(text))).containsExactly(model.vector("alpha/" + text));
                    }
                    return first;
                });
            }
            for (Future<Integer> done : threads.invokeAll(work)) {
                done.get();
            }

            assertThat(cached.report().hits() + cached.report().misses()).isEqualTo(2400);
            assertThat(cached.report().dropped()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void embedQuery_onAnInterruptedThread_isFoundAndHarmsNobody() {
        try (CachingEmbeddingModel cached = open()) {
            cached.embedQuery("ebb");
            Thread.currentThread().interrupt();

            assertThat(cached.embedQuery("ebb")).isEqualTo(model.vector("alpha?ebb"));
            assertThat(cached.embedQuery("flood")).isEqualTo(model.vector("alpha?flood"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(cached.embedQuery("flood")).isEqualTo(model.vector("alpha?flood"));
            assertThat(cached.report().misses()).isEqualTo(2);
        }
    }

    @Test
    void diskThatFails_costsTheCacheAndNotTheEmbedding() throws Exception {
        try (CachingEmbeddingModel cached = open()) {
            Files.createDirectory(folder.resolve("0000000001.embeddings"));

            assertThat(cached.embedDocuments(List.of("ebb", "flood")))
                    .containsExactly(model.vector("alpha/ebb"), model.vector("alpha/flood"));
            assertThat(cached.report()).isEqualTo(new CacheReport(0, 2, 0, 0, 0, 2));
            assertThat(cached.report().toString()).isEqualTo("0 of 2 texts found, 0 vectors in 0 bytes, 2 not kept");
        }
    }

    @Test
    void modelThatFails_leavesNothingBehind() {
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(new FailingModel(model), folder)) {
            assertThatThrownBy(() -> cached.embedDocuments(List.of("ebb"))).hasMessage("Could not embed: no power.");
            assertThat(cached.report()).isEqualTo(new CacheReport(0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void create_boundBelowOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CachingEmbeddingModel.create(model, folder, 0))
                .withMessage("maxBytes must be 1 or more, got: 0");
    }

    private CachingEmbeddingModel open() {
        return CachingEmbeddingModel.create(model, folder);
    }

    /** Returns the bytes of a cache that holds these texts and nothing else. */
    private byte[] written(List<String> texts) {
        try (CachingEmbeddingModel cached = open()) {
            cached.embedDocuments(texts.isEmpty() ? List.of("any") : texts);
        }
        Path file = folder.resolve("0000000001.embeddings");
        try {
            byte[] bytes = Files.readAllBytes(file);
            delete(folder);
            return texts.isEmpty() ? Arrays.copyOf(bytes, 12) : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(byte[] bytes) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve("0000000001.embeddings"), bytes, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long bytesOnDisk() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
