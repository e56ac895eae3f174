package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lectern.store.StoreException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process writes to a directory at a time; others are told which, and may read. */
class OneWriterTest {

    private static final String SINCE = " since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ writes to it\\. "
            + "Wait for it to end, or open the store read-only\\.";

    @TempDir
    private Path folder;

    @Test
    void open_twiceInOneProcess_isRefusedAndNamesIt() {
        Path directory = folder.resolve("store");
        try (LuceneStore store = LuceneStore.open(directory)) {
            StoreException conflict = catchThrowableOfType(StoreException.class, () -> LuceneStore.open(directory));

            assertThat(conflict.getMessage())
                    .startsWith("Could not open store " + directory + " for writing: process "
                            + ProcessHandle.current().pid() + " on ")
                    .matches(".*" + SINCE);
            assertThat(conflict.isRetryable()).isTrue();
            assertThatThrownBy(() -> LuceneStore.verify(directory)).hasMessageMatching(".*" + SINCE);
            store.upsert(List.of(Versioned.document("a", 1)));
        }
        LuceneStore.open(directory).close();
    }

    @Test
    void open_besideWriterInAnotherProcess_isRefusedUntilItEnds() throws Exception {
        Path directory = folder.resolve("store");
        Process child = ChildJvm.start(ChildJvm.command(HoldingWriter.class, directory), folder.resolve("errors.txt"));
        try (BufferedReader said = child.inputReader();
                BufferedWriter told = child.outputWriter()) {
            assertThat(said.readLine()).isEqualTo("open");

            assertThatThrownBy(() -> LuceneStore.open(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("for writing: process " + child.pid() + " on ")
                    .hasMessageMatching(".*" + SINCE);
            try (LuceneStore reader = LuceneStore.openReadOnly(directory)) {
                assertThat(reader.documentCount()).isZero();
                told.write("a\n");
                told.flush();
                assertThat(said.readLine()).isEqualTo("done");
                awaitDocuments(reader, 1);
                assertThat(Versioned.wholeIn(reader, List.of("a"))).hasSize(1);
                assertThat(reader.status().dimensions()).isEqualTo(Versioned.DIMENSIONS);
            }

            child.toHandle().destroyForcibly();
            child.waitFor();
            assertThat(directory.resolve(Holder.FILE)).exists();
            try (LuceneStore store = LuceneStore.open(directory)) {
                assertThat(Versioned.wholeIn(store, List.of("a"))).hasSize(1);
            }
        } finally {
            child.toHandle().destroyForcibly();
        }
    }

    /** A reader looks for changes once a second; a busy machine may take longer. */
    private static void awaitDocuments(LuceneStore reader, long count) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (reader.documentCount() != count && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(reader.documentCount()).isEqualTo(count);
    }

    @Test
    void close_always_takesTheNoteAway() {
        Path directory = folder.resolve("store");

        LuceneStore.open(directory).close();

        assertThat(directory.resolve(Holder.FILE)).doesNotExist();
    }

    @Test
    void open_besideWriterWithoutNote_isRefused() throws Exception {
        Path directory = folder.resolve("store");
        try (LuceneStore store = LuceneStore.open(directory)) {
            Files.writeString(directory.resolve(Holder.FILE), "");
            assertThatThrownBy(() -> LuceneStore.open(directory))
                    .hasMessageContaining("a process that left no name writes to it");

            Files.delete(directory.resolve(Holder.FILE));
            assertThatThrownBy(() -> LuceneStore.open(directory))
                    .hasMessageContaining("a process that left no name writes to it");
            assertThat(store.documentCount()).isZero();
        }
    }
}
