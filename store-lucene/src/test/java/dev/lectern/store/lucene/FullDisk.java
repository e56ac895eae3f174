package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreException;
import dev.lectern.store.StoreQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Fills the disk on which a store lies, and makes room again. Arguments: the root of a small disk, seed. */
final class FullDisk {

    private static final String MESSAGE = "The disk is full: make room and try again";

    private final Path filler;
    private final Path directory;
    private final Random random;

    private FullDisk(Path disk, long seed) {
        this.filler = disk.resolve("filler");
        this.directory = disk.resolve("store");
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws IOException {
        FullDisk disk = new FullDisk(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        disk.upsertWithoutRoom();
        disk.openWithoutRoom();
        disk.commitWithoutRoom();
        disk.upsertWithHardlyAnyRoom();
        assertThat(LuceneStore.verify(disk.directory).faults()).isEmpty();
    }

    private void upsertWithoutRoom() throws IOException {
        DocumentNodes wanted = Versioned.document("wanted", 1, 20, 1_000);
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(List.of(Versioned.document("kept", 1)));
            leave(0);

            StoreException full = requireFull(() -> store.upsert(List.of(wanted, Versioned.document("kept", 2))));

            assertThat(full.getMessage()).contains("Could not store 2 documents in " + directory);
            assertThat(Versioned.wholeIn(store, List.of("kept", "wanted"))).isEqualTo(Map.of("kept", 1));
            assertThat(store.search(StoreQuery.keyword("tide", 9))).isNotEmpty();
            requireFull(() -> store.upsert(List.of(wanted)));

            makeRoom();
            store.upsert(List.of(wanted));
            assertThat(Versioned.wholeIn(store, List.of("kept", "wanted"))).isEqualTo(Map.of("kept", 1, "wanted", 1));
            leave(0);
        }
        makeRoom();
        try (LuceneStore store = LuceneStore.open(directory)) {
            assertThat(Versioned.wholeIn(store, List.of("kept", "wanted"))).isEqualTo(Map.of("kept", 1, "wanted", 1));
        }
    }

    private void openWithoutRoom() throws IOException {
        leave(0);
        requireFull(() -> LuceneStore.open(directory));
        try (LuceneStore store = LuceneStore.openReadOnly(directory)) {
            assertThat(store.documentCount()).isEqualTo(2);
        }
        requireFull(() -> LuceneStore.open(directory.resolveSibling("another")));
        makeRoom();
    }

    /** What was acknowledged since the last commit goes with a commit that fails, and this is said. */
    private void commitWithoutRoom() throws IOException {
        try (LuceneStore store = LuceneStore.builder(directory)
                .commitPolicy(CommitPolicy.every(Duration.ofHours(1)))
                .open()) {
            store.upsert(List.of(Versioned.document("lost", 1, 20, 1_000)));
            leave(0);

            StoreException full = requireFull(store::commit);

            assertThat(full.getMessage())
                    .contains("What was stored after the last commit, within PT1H at most, is lost with it");
            assertThat(Versioned.wholeIn(store, List.of("kept", "wanted", "lost")))
                    .containsOnlyKeys("kept", "wanted");
            makeRoom();
            store.upsert(List.of(Versioned.document("lost", 2)));
            store.commit();
            assertThat(Versioned.wholeIn(store, List.of("kept", "wanted", "lost")))
                    .hasSize(3);
        }
    }

    /** The disk fills up at another moment each time; merges in the background run into it as well. */
    private void upsertWithHardlyAnyRoom() throws IOException {
        List<String> ids = new ArrayList<>(List.of("kept", "wanted", "lost"));
        Map<String, Integer> held;
        try (LuceneStore store = LuceneStore.open(directory)) {
            held = new TreeMap<>(Versioned.wholeIn(store, ids));
            int failures = 0;
            for (int round = 0; round < 100; round++) {
                String id = "d" + random.nextInt(12);
                ids.add(id);
                leave(random.nextInt(500_000));
                try {
                    store.upsert(List.of(Versioned.document(id, round, 10, random.nextInt(4_000))));
                    held.put(id, round);
                } catch (StoreException e) {
                    assertThat(e.getMessage()).contains(MESSAGE);
                    failures++;
                }
                makeRoom();
            }
            assertThat(failures).isBetween(10, 90);
            assertThat(Versioned.wholeIn(store, List.copyOf(new TreeMap<>(held).keySet())))
                    .isEqualTo(held);
        }
        try (LuceneStore store = LuceneStore.open(directory)) {
            assertThat(Versioned.wholeIn(store, held.keySet())).isEqualTo(held);
        }
    }

    private StoreException requireFull(ThrowingCallable work) {
        StoreException full = catchThrowableOfType(StoreException.class, work);
        assertThat(full).as("failure on a full disk").isNotNull();
        assertThat(full.getMessage())
                .contains(MESSAGE)
                .contains(directory.getParent().toString());
        assertThat(full.isRetryable()).isTrue();
        return full;
    }

    /** Fills the disk up to some bytes. */
    private void leave(int bytes) throws IOException {
        try (OutputStream out =
                Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] block = new byte[4_096];
            long room = Files.getFileStore(filler).getUsableSpace() - bytes;
            for (long written = 0; written < room; written += block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void makeRoom() throws IOException {
        Files.deleteIfExists(filler);
    }
}
