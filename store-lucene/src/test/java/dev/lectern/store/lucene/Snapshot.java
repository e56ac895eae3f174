package dev.lectern.store.lucene;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;

/** The files of a store. */
final class Snapshot {

    private static final Set<String> NOT_KEPT = Set.of(IndexWriter.WRITE_LOCK_NAME, Holder.FILE);

    private Snapshot() {}

    /**
     * Returns what stands in a directory: for each file a hash of its bytes. The lock is left out, since a process that opens and closes
     * it loses it, and the note of its holder.
     */
    static Map<String, String> of(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : files(directory)) {
            files.put(
                    directory.relativize(file).toString(),
                    Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
        }
        return files;
    }

    /** Copies a directory as it stands there, as a crash would leave it. */
    static Path copy(Path directory, Path target) throws IOException {
        for (Path file : files(directory)) {
            Path copied = target.resolve(directory.relativize(file).toString());
            Files.createDirectories(copied.getParent());
            Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !NOT_KEPT.contains(file.getFileName().toString()))
                    .toList();
        }
    }
}
