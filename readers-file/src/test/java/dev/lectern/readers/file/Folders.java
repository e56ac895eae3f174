package dev.lectern.readers.file;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes files for tests, and reads them. */
final class Folders {

    private Folders() {}

    /** Writes a file below a folder, with the folders it needs. */
    static Path write(Path root, String relative, String text) throws IOException {
        return write(root, relative, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path root, String relative, byte[] bytes) throws IOException {
        Path file = root.resolve(relative);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    static ReadResult collect(Reader reader, Path source) {
        return reader.load(source.toString(), FailurePolicy.COLLECT);
    }

    /** Reads one file that must give a document. */
    static Document document(Path file) {
        return FileReader.create().load(file.toString()).get(0);
    }

    /** Reads one file that must fail. */
    static ReadFailure failure(Path file) {
        return collect(FileReader.create(), file).failures().get(0);
    }

    static List<String> ids(ReadResult result) {
        return result.documents().stream().map(Document::id).toList();
    }
}
