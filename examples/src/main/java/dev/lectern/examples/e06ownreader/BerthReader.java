package dev.lectern.examples.e06ownreader;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a list of berths, one a line: {@code berth;boat;length in metres;depth in metres}; the first line is a heading.
 *
 * <p>Each line becomes a document, or a failure that names the line. Thread-safety: safe for concurrent use.
 */
final class BerthReader implements Reader {

    @Override
    public void read(String source, DocumentSink sink) {
        List<String> lines = linesOf(source);
        for (int i = 1; i < lines.size() && !sink.isCancelled(); i++) {
            String item = source + ":" + (i + 1); // counted from 1, as editors do
            String[] fields = lines.get(i).split(";", -1);
            if (fields.length == 4) {
                sink.document(document(item, fields));
            } else {
                sink.failure(new ReadFailure(
                        item, "a line must have 4 fields, got: " + fields.length + ". Separate them by ;", null));
            }
        }
    }

    /** Written out as sentences, since that is what models are good at finding and quoting. */
    private static Document document(String item, String[] fields) {
        String text =
                "Berth %s is taken by the %s. The boat at berth %1$s is %s metres long, and the water is %s metres deep there."
                        .formatted((Object[]) fields);
        return Document.of(item, text, Metadata.of(MetadataKeys.TITLE, "Berth " + fields[0]));
    }

    private static List<String> linesOf(String source) {
        try {
            return Files.readAllLines(Path.of(source));
        } catch (IOException e) {
            throw new ReadException(source, "Could not read " + source + ": " + e + ". Check the path.", e);
        }
    }
}
