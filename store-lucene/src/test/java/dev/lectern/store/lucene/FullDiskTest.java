package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.store.DocumentNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a store when the disk is full; the work is done by children, see {@link FullDisk} and {@link LongFiles}. */
class FullDiskTest {

    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void upsert_diskFull_leavesEarlierStateWholeAndStoreUsable() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));

        ChildJvm.Ended ended = Confined.run(
                List.of(Confined.SMALL_DISK, Confined.SMALL_DISK_OF_USER, Confined.SMALL_FILES),
                disk,
                folder,
                ChildJvm.command(FullDisk.class, disk, SEED));

        assertThat(ended.exitCode())
                .as("lectern.seed=%s%n%s", SEED, ended.output())
                .isZero();
    }

    @Test
    void upsert_filesMustNotGrow_leavesEarlierStateWholeAndStoreUsable() throws Exception {
        Path directory = folder.resolve("store");

        ChildJvm.Ended ended = Confined.run(
                List.of(Confined.SMALL_FILES), directory, folder, ChildJvm.command(LongFiles.class, directory));

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        try (LuceneStore store = LuceneStore.open(directory)) {
            DocumentNodes tooLong = LongFiles.tooLong();
            assertThat(Versioned.wholeIn(store, List.of("kept", "late", "long")))
                    .containsOnlyKeys("kept", "late");
            store.upsert(List.of(tooLong));
            assertThat(Versioned.wholeIn(store, List.of("kept", "late", "long")))
                    .hasSize(3);
        }
        assertThat(LuceneStore.verify(directory).faults()).isEmpty();
    }
}
