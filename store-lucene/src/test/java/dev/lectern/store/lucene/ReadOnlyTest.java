package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that can be read and not written; the work is done by children, see {@link ReadOnly}. */
class ReadOnlyTest {

    @TempDir
    private Path folder;

    private Path directory;

    @BeforeEach
    void store() {
        directory = folder.resolve("store");
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(List.of(Versioned.document("a", 1), Versioned.document("b", 1)));
        }
    }

    @Test
    void open_readOnlyFileSystem_isRefusedAndReadingWorks() throws Exception {
        requireReadOnly(
                Confined.READ_ONLY_MOUNT,
                Confined.READ_ONLY_MOUNT_OF_USER,
                Confined.READ_ONLY_PERMISSIONS,
                Confined.READ_ONLY_PERMISSIONS_OF_ROOT);
    }

    @Test
    void open_withoutPermissionToWrite_isRefusedAndReadingWorks() throws Exception {
        requireReadOnly(
                Confined.READ_ONLY_PERMISSIONS,
                Confined.READ_ONLY_PERMISSIONS_OF_ROOT,
                Confined.READ_ONLY_MOUNT,
                Confined.READ_ONLY_MOUNT_OF_USER);
    }

    private void requireReadOnly(Confined... ways) throws Exception {
        Map<String, String> before = Snapshot.of(directory);

        ChildJvm.Ended ended =
                Confined.run(List.of(ways), directory, folder, ChildJvm.command(ReadOnly.class, directory));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(Snapshot.of(directory)).isEqualTo(before);
    }

    @Test
    void openReadOnly_directoryThatCanBeWritten_writesNothing() throws Exception {
        Map<String, String> before = Snapshot.of(directory);

        try (LuceneStore store = LuceneStore.openReadOnly(directory)) {
            assertThat(Versioned.wholeIn(store, List.of("a", "b"))).hasSize(2);
            assertThat(store.status().documents()).isEqualTo(2);
        }

        assertThat(Snapshot.of(directory)).isEqualTo(before);
    }
}
