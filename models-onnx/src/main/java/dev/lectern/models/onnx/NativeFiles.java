package dev.lectern.models.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tidies up after ONNX Runtime, which unpacks its libraries into a new temporary folder in each process and leaves the folder behind
 * at the end, and the libraries too (some 28 MB) when the process is killed.
 *
 * <p>On Linux a library that is loaded needs its file no more, so the files go at once. Elsewhere nothing is done.
 */
final class NativeFiles {

    private static final Logger log = LoggerFactory.getLogger(NativeFiles.class);
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String DELETED = " (deleted)";
    private static final String FOLDER = "onnxruntime-java";

    private NativeFiles() {}

    /** Deletes the folders that this process has loaded unpacked libraries from; what cannot be deleted stays. */
    static void removeLoaded() {
        try {
            if (Files.isReadable(MAPPED)) {
                for (Path folder : folders(Files.readAllLines(MAPPED))) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            // The model works all the same, and the runtime itself tries again when the process ends.
            log.debug("Could not delete unpacked libraries.", e);
        }
    }

    /** Returns the runtime's folders among the files that {@code /proc/self/maps} names. */
    static Set<Path> folders(List<String> mapped) {
        Set<Path> folders = new TreeSet<>();
        for (String line : mapped) {
            int name = line.lastIndexOf('/');
            int start = line.indexOf('/');
            if (name > start && !line.endsWith(DELETED)) {
                Path folder = Path.of(line.substring(start, name));
                if (isOfRuntime(folder)) {
                    folders.add(folder);
                }
            }
        }
        return folders;
    }

    private static boolean isOfRuntime(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(FOLDER);
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
