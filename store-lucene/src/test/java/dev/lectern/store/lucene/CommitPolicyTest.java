package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreException;
import dev.lectern.store.StoreQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When changes are safe, and what commits, compaction, interrupts and closing do. A copy of the files is what a crash would leave. */
class CommitPolicyTest {

    private static final CommitPolicy RARELY = CommitPolicy.every(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private int copies;

    @Test
    void upsert_everyBatch_isSafeAtOnce() throws Exception {
        try (LuceneStore store = LuceneStore.open(store())) {
            store.upsert(List.of(Versioned.document("a", 1)));

            assertThat(idsAfterCrash()).containsExactly("a");
        }
    }

    @Test
    void upsert_atIntervals_isSeenAtOnceAndSafeAfterCommit() throws Exception {
        try (LuceneStore store =
                LuceneStore.builder(store()).commitPolicy(RARELY).open()) {
            store.upsert(List.of(Versioned.document("a", 1)));
            assertThat(Versioned.wholeIn(store, List.of("a"))).hasSize(1);
            assertThat(idsAfterCrash()).isEmpty();

            store.commit();
            assertThat(idsAfterCrash()).containsExactly("a");

            store.upsert(List.of(Versioned.document("b", 1)));
        }
        assertThat(idsAfterCrash()).as("after closing").containsExactly("a", "b");
    }

    @Test
    void upsert_shortInterval_becomesSafeByItself() throws Exception {
        try (LuceneStore store = LuceneStore.builder(store())
                .commitPolicy(CommitPolicy.every(Duration.ofMillis(1)))
                .open()) {
            store.upsert(List.of(Versioned.document("a", 1)));

            Instant end = Instant.now().plus(Duration.ofSeconds(60));
            try (LuceneStore reader = LuceneStore.openReadOnly(store())) {
                while (reader.documentCount() == 0 && Instant.now().isBefore(end)) {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
                assertThat(reader.documentCount()).isEqualTo(1);
            }
        }
    }

    @Test
    void upsert_refusedAtIntervals_losesNothingThatWasAcknowledged() {
        try (LuceneStore store =
                LuceneStore.builder(store()).commitPolicy(RARELY).open()) {
            store.upsert(List.of(Versioned.document("a", 1)));

            assertThatIllegalArgumentException().isThrownBy(() -> store.upsert(List.of(otherDimensions())));

            assertThat(Versioned.wholeIn(store, List.of("a"))).hasSize(1);
        }
        try (LuceneStore store = LuceneStore.open(store())) {
            assertThat(Versioned.wholeIn(store, List.of("a"))).hasSize(1);
        }
    }

    @Test
    void compact_afterDeletions_shrinksAndKeepsTheRest() {
        try (LuceneStore store = LuceneStore.open(store())) {
            for (int i = 0; i < 5; i++) {
                store.upsert(List.of(Versioned.document("gone" + i, 1, 50, 1_000), Versioned.document("kept" + i, 1)));
            }
            List<String> gone = List.of("gone0", "gone1", "gone2", "gone3", "gone4");
            StoreStatus before = store.status();
            store.delete(Deletion.documents(gone.subList(0, 4)));
            store.upsert(List.of(Versioned.document("gone4", 2)));

            store.compact();

            StoreStatus after = store.status();
            assertThat(before.segments()).isGreaterThan(1);
            assertThat(after.segments()).isEqualTo(1);
            assertThat(after.deleted()).isZero();
            assertThat(after.sizeBytes()).isLessThan(before.sizeBytes() / 5);
            assertThat(after.documents()).isEqualTo(6);
            assertThat(Versioned.wholeIn(store, List.of("kept0", "kept1", "kept2", "kept3", "kept4", "gone4")))
                    .hasSize(6);
        }
    }

    @Test
    void status_always_tellsWhatIsThere() throws Exception {
        try (LuceneStore store =
                LuceneStore.builder(store()).vectors(VectorEncoding.INT8).open()) {
            store.upsert(List.of(Versioned.document("a", 1, 3, 0), Versioned.document("b", 1, 2, 0)));

            StoreStatus status = store.status();

            assertThat(status)
                    .isEqualTo(new StoreStatus(
                            store(),
                            1,
                            2,
                            5,
                            null,
                            Versioned.DIMENSIONS,
                            VectorEncoding.INT8,
                            "test",
                            1,
                            0,
                            sizeOfFiles()));
        }
    }

    private long sizeOfFiles() throws Exception {
        try (Stream<Path> files = Files.walk(store())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void close_twiceAndUseAfterwards_isFineAndRefused() {
        LuceneStore store = LuceneStore.open(store());
        store.close();
        store.close();

        assertThatIllegalStateException().isThrownBy(store::commit).withMessage("The store is closed.");
        assertThatIllegalStateException().isThrownBy(store::status).withMessage("The store is closed.");
        assertThatIllegalStateException().isThrownBy(store::compact).withMessage("The store is closed.");
        assertThatIllegalStateException().isThrownBy(() -> store.upsert(List.of()));
    }

    @Test
    void close_commitFails_saysWhatIsLostAndLetsGo() throws Exception {
        LuceneStore store = LuceneStore.builder(store()).commitPolicy(RARELY).open();
        store.upsert(List.of(Versioned.document("a", 1)));
        Path index = store().resolve(StoreDirectory.INDEX);
        Path elsewhere = Files.move(index, store().resolve("elsewhere"));

        assertThatThrownBy(store::close)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Could not close store " + store())
                .hasMessageContaining("What was stored after the last commit, within PT24H at most, is lost");
        store.close();

        Files.move(elsewhere, index);
        try (LuceneStore again = LuceneStore.open(store())) {
            assertThat(again.documentCount()).isZero();
            again.upsert(List.of(Versioned.document("a", 1)));
        }
    }

    @Test
    void upsert_interruptedThread_isDoneAndKeepsTheFlag() {
        try (LuceneStore store = LuceneStore.open(store())) {
            Thread.currentThread().interrupt();
            store.upsert(List.of(Versioned.document("a", 1)));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(Versioned.wholeIn(store, List.of("a"))).hasSize(1);
        }
    }

    @Test
    void anyUse_byThreadsInterruptedAtAnyMoment_leavesTheStoreUsable() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        AtomicBoolean flagKept = new AtomicBoolean(true);
        try (LuceneStore store = LuceneStore.open(store())) {
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    store.upsert(List.of(Versioned.document("a", i)));
                    store.search(StoreQuery.keyword("tide", 3));
                }
                Thread.currentThread().interrupt();
                store.compact();
                flagKept.set(Thread.currentThread().isInterrupted());
            });
            writer.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            writer.start();
            while (writer.isAlive()) {
                writer.interrupt();
                LockSupport.parkNanos(100_000); // at many moments, not at all of them
            }
            writer.join();

            assertThat(failures).isEmpty();
            assertThat(flagKept).isTrue();
            assertThat(Versioned.wholeIn(store, List.of("a"))).containsEntry("a", 99);
        }
    }

    @Test
    void open_interruptedThread_works() {
        Thread.currentThread().interrupt();

        try (LuceneStore store = LuceneStore.open(store())) {
            assertThat(store.documentCount()).isZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void commitPolicy_intervalOutOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommitPolicy.every(Duration.ofMillis(-1)))
                .withMessage("interval must be zero to a day, got: PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommitPolicy.every(Duration.ofDays(2)))
                .withMessageContaining("PT48H");
    }

    private Path store() {
        return folder.resolve("store");
    }

    private List<String> idsAfterCrash() throws Exception {
        Path crashed = Snapshot.copy(store(), folder.resolve("crash" + copies++));
        try (LuceneStore store = LuceneStore.open(crashed)) {
            List<String> ids = List.of("a", "b");
            return List.copyOf(Versioned.wholeIn(store, ids).keySet());
        }
    }

    private static DocumentNodes otherDimensions() {
        return new DocumentNodes(
                Document.of("b", "tide"),
                "test",
                List.of(Node.of("b", 0, new Span(0, 4), "tide", Metadata.empty())),
                List.of(Embedding.of(1, 2, 3)));
    }
}
