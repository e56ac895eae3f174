package dev.lectern.readers.file;

import com.google.common.io.ByteStreams;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.UnreadableFileException;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file and all files within it, and keeps what comes of them in order.
 *
 * <p>One object per file, one thread.
 */
final class FileReading {

    /** Parts beyond this lie in a temporary file while they are read. */
    private static final int MEMORY_BYTES = 8 << 20;

    private final FileDocuments rules;
    private final FileEntry entry;
    private final Metadata facts;
    private final Metadata users;
    private final Executor helpers;
    private final List<Consumer<DocumentSink>> outcomes = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private int skipped;
    private int parts;
    private long bytes;

    /** Which limit for all parts is reached; empty while there is room. */
    private String used = "";

    /**
     * Prepares a reading.
     *
     * @param facts what is known of the file without reading it
     * @param users what the user says of the file; wins over all else
     * @param helpers runs parts of the reading on idle threads, or rejects them
     */
    FileReading(FileDocuments rules, FileEntry entry, Metadata facts, Metadata users, Executor helpers) {
        this.rules = rules;
        this.entry = entry;
        this.facts = facts;
        this.users = users;
        this.helpers = helpers;
    }

    /** Returns what came of the file and its parts so far, in order. */
    List<Consumer<DocumentSink>> outcomes() {
        return outcomes;
    }

    /** Reads the file itself. */
    void read(FileInput input) throws IOException, UnreadableFileException {
        read(input, "", 0);
        if (outcomes.isEmpty() && skipped == 0) {
            throw new UnreadableFileException("empty: nothing in the file of " + input.sizeBytes() + " bytes is text.");
        }
    }

    /** Adds a failure of the file itself. */
    void fail(String reason, @Nullable Throwable cause) {
        fail("", reason, cause);
    }

    private void read(FileInput opened, String place, int depth) throws IOException, UnreadableFileException {
        try (FileInput input = opened.withPassword(rules.password())
                .withHelpers(helpers)
                .withCharset(rules.charset())) { // may make a copy on disk, which goes again
            FormatTable.Choice choice = rules.formats().choose(input);
            long limit = rules.maxFileBytes() > 0
                    ? rules.maxFileBytes()
                    : choice.format().defaultMaxBytes();
            if (input.sizeBytes() > limit) {
                throw new UnreadableFileException("too large: " + input.sizeBytes() + " bytes of " + choice.mediaType()
                        + ", the limit is " + limit + " bytes. Raise maxFileBytes, or exclude the file.");
            }
            choice.format().read(input, new Sink(input, place, depth, choice.mediaType()));
        }
    }

    private void document(String place, Metadata own, FileContent content, long size) throws UnreadableFileException {
        if (rules.emptyFiles() != EmptyFiles.DOCUMENT && content.text().isBlank()) {
            if (rules.emptyFiles() == EmptyFiles.SKIP) {
                skipped++;
                return;
            }
            throw new UnreadableFileException("empty: the file of " + size + " bytes has no visible text.");
        }
        String id = place.isEmpty() ? entry.relative() : entry.relative() + "!/" + place;
        Metadata.Builder metadata = facts.plus(own).toBuilder().set(MetadataKeys.SOURCE_ID, id);
        if (!place.isEmpty()) {
            metadata.set(MetadataKeys.PART, place);
        }
        Document document = Document.of(
                rules.idOf(entry, place),
                content.text(),
                metadata.build().plus(content.metadata()).plus(users),
                content.sections());
        outcomes.add(sink -> sink.document(document));
    }

    private void fail(String place, String reason, @Nullable Throwable cause) {
        String source = place.isEmpty() ? entry.path().toString() : entry.path() + "!/" + place;
        ReadFailure failure = new ReadFailure(source, PartNames.clean(reason), cause);
        outcomes.add(sink -> sink.failure(failure));
    }

    /** Two parts of one name are told apart by a number; the first keeps its name. */
    private String unique(String place) {
        int count = names.merge(place, 1, Integer::sum);
        return count == 1 ? place : unique(place + " (" + count + ")");
    }

    /** Takes what a format finds in a file or part. */
    private final class Sink implements FileSink {

        private final FileInput input;
        private final String place;
        private final int depth;
        private final Metadata own;

        Sink(FileInput input, String place, int depth, String mediaType) {
            this.input = input;
            this.place = place;
            this.depth = depth;
            this.own = Metadata.builder()
                    .set(MetadataKeys.FILE_NAME, input.name())
                    .set(MetadataKeys.FILE_SIZE, input.sizeBytes())
                    .set(MetadataKeys.MEDIA_TYPE, mediaType)
                    .build();
        }

        @Override
        public void document(FileContent content) {
            add(place, content);
        }

        @Override
        public void document(String part, FileContent content) {
            add(placeOf(part), content);
        }

        private void add(String where, FileContent content) {
            try {
                FileReading.this.document(where, own, content, input.sizeBytes());
            } catch (UnreadableFileException e) {
                fail(where, e.reason(), e.getCause());
            }
        }

        @Override
        public void part(String name, InputStream stream) throws IOException, UnreadableFileException {
            PartLimits limits = rules.parts();
            String where = placeOf(name);
            if (depth >= limits.maxDepth()) {
                throw new UnreadableFileException("files are nested in files more than " + limits.maxDepth()
                        + " levels deep, as in an archive that holds itself. Raise maxDepth, or exclude the file.");
            }
            if (used.isEmpty() && ++parts > limits.maxParts()) {
                used = "more than " + limits.maxParts()
                        + " files within; those after them are not read. Raise maxParts, or unpack the file.";
            }
            if (!used.isEmpty()) {
                throw new UnreadableFileException(used);
            }
            FileDocuments.attempt(() -> readPart(where, stream), (reason, cause) -> fail(where, reason, cause));
        }

        private void readPart(String where, InputStream stream) throws IOException, UnreadableFileException {
            long left = rules.parts().maxBytes() - bytes;
            byte[] start = stream.readNBytes((int) Math.min(MEMORY_BYTES, left + 1));
            count(start.length);
            String name = where.substring(where.lastIndexOf('/') + 1);
            if (start.length < MEMORY_BYTES) {
                try (FileInput part = FileInput.of(name, start)) {
                    read(part, where, depth + 1);
                }
                return;
            }
            Path file = Files.createTempFile("lectern-part-", ".tmp");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    out.write(start);
                    // One byte beyond what is left says that there is more.
                    count(ByteStreams.copy(ByteStreams.limit(stream, left - start.length + 1), out));
                }
                try (FileInput part = FileInput.open(file, name)) {
                    read(part, where, depth + 1);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        }

        private void count(long more) throws UnreadableFileException {
            bytes += more;
            if (bytes > rules.parts().maxBytes()) {
                used = "the files within unpack to more than "
                        + rules.parts().maxBytes()
                        + " bytes; this one and those after it are not read. Raise maxBytes of the parts, or unpack the file.";
                throw new UnreadableFileException(used);
            }
        }

        @Override
        public void failure(String part, String reason, @Nullable Throwable cause) {
            fail(placeOf(part), reason, cause);
        }

        private String placeOf(String part) {
            String clean = PartNames.clean(part.replace('\\', '/')).replaceAll("^/+", "");
            String named = clean.isBlank() ? "unnamed" : clean;
            return unique(place.isEmpty() ? named : place + "!/" + named);
        }
    }
}
