package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileInput;
import dev.lectern.format.UnreadableFileException;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents or failures of each file.
 *
 * <p>Immutable, thread-safe.
 *
 * @param formats finds the format of a file
 * @param maxFileBytes the largest file to read; 0 for each format's own limit
 * @param emptyFiles what becomes of a file without text
 * @param ids what ids are made of
 * @param password for encrypted files, empty if there is none
 * @param charset of texts, or null if it is to be found out
 * @param parts limits for files within files
 * @param ownMetadata what the user adds, by path
 */
record FileDocuments(
        FormatTable formats,
        long maxFileBytes,
        EmptyFiles emptyFiles,
        DocumentIds ids,
        String password,
        @Nullable Charset charset,
        PartLimits parts,
        Function<Path, Metadata> ownMetadata) {

    /**
     * Reads a file and returns the calls that hand its documents and failures to a sink. Never throws for what is in the file.
     *
     * @param helpers runs parts of the reading on idle threads, or rejects them
     */
    List<Consumer<DocumentSink>> read(FileEntry entry, Executor helpers) {
        Attempt first = attempt(entry, helpers);
        // A file that is being written to is read again, once: most writers are done by then.
        Attempt last = first.changed ? attempt(entry, helpers) : first;
        if (last.changed) {
            return List.of(failing(entry, "the file changes while it is being read. Read again when it is whole."));
        }
        return last.outcomes;
    }

    /** Returns the call that hands over the failure of a file as a whole. */
    static Consumer<DocumentSink> failing(FileEntry entry, String reason) {
        ReadFailure failure = new ReadFailure(entry.path().toString(), reason, null);
        return sink -> sink.failure(failure);
    }

    private record Attempt(List<Consumer<DocumentSink>> outcomes, boolean changed) {}

    private Attempt attempt(FileEntry entry, Executor helpers) {
        boolean[] changed = {false};
        FileReading[] reading = {new FileReading(this, entry, Metadata.empty(), Metadata.empty(), helpers)};
        attempt(
                () -> {
                    if (entry.problem() != null) {
                        throw new UnreadableFileException(entry.problem(), entry.cause());
                    }
                    BasicFileAttributes before = Files.readAttributes(entry.path(), BasicFileAttributes.class);
                    reading[0] = new FileReading(
                            this, entry, metadata(entry, before), ownMetadata.apply(entry.path()), helpers);
                    try (FileInput input = FileInput.open(entry.path())) {
                        reading[0].read(input);
                    } finally {
                        changed[0] = isChanged(before, entry.path());
                    }
                },
                (reason, cause) -> reading[0].fail(reason, cause));
        return new Attempt(reading[0].outcomes(), changed[0]);
    }

    private static boolean isChanged(BasicFileAttributes before, Path path) {
        try {
            BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
            return after.size() != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime());
        } catch (IOException e) {
            // It vanished after it was read: what was read is whole.
            return false;
        }
    }

    /** The reading of a file or of a part of one. */
    interface Work {

        void run() throws IOException, UnreadableFileException;
    }

    /** Does work, and says what went wrong in a way that fits into a failure: nothing in a file may end the reading of the others. */
    static void attempt(Work work, BiConsumer<String, @Nullable Throwable> failed) {
        try {
            work.run();
        } catch (UnreadableFileException e) {
            failed.accept(e.reason(), e.getCause());
        } catch (IOException e) {
            // The stream of a part may know better what is wrong with it.
            failed.accept(e.getCause() instanceof UnreadableFileException known ? known.reason() : reasonOf(e), e);
        } catch (StackOverflowError e) {
            // The stack is whole again here.
            failed.accept("its parts are nested too deeply to be read. Save it anew with the program it is from.", e);
        } catch (OutOfMemoryError e) {
            // What the file took is free again here; the others are read with what there is.
            failed.accept("it takes more memory than the JVM may use. Give it more by -Xmx, or exclude the file.", e);
        } catch (RuntimeException | LinkageError e) {
            // Libraries for formats answer damaged files with all kinds of unchecked exceptions.
            failed.accept("damaged: " + describe(e) + ". Save it anew with the program it is from.", e);
        }
    }

    private static Metadata metadata(FileEntry entry, BasicFileAttributes attributes) {
        Path path = entry.path();
        return Metadata.builder()
                .set(MetadataKeys.SOURCE, "file")
                .set(MetadataKeys.SOURCE_ID, entry.relative())
                .set(MetadataKeys.FILE_NAME, FileInput.nameOf(path))
                .set(MetadataKeys.FILE_PATH, path.toAbsolutePath().normalize().toString())
                .set(MetadataKeys.FILE_SIZE, attributes.size())
                .set(MetadataKeys.MEDIA_TYPE, FileTypes.UNKNOWN)
                .set(MetadataKeys.MODIFIED_AT, attributes.lastModifiedTime().toInstant())
                .build();
    }

    /**
     * Returns the id of a document.
     *
     * @param place the part of the file, empty for the file itself
     */
    String idOf(FileEntry entry, String place) {
        String file = switch (ids) {
            case RELATIVE_PATH -> entry.relative();
            case URI -> entry.path().toAbsolutePath().normalize().toUri().toString();
        };
        return place.isEmpty() ? file : file + "!/" + place;
    }

    private static String reasonOf(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied. Check the permissions of the file.";
        } else if (e instanceof NoSuchFileException) {
            return "the file has vanished since the folder was listed. Read again.";
        }
        return "damaged or not readable: " + describe(e) + ". Check that the file is whole.";
    }

    private static String describe(Throwable e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("").strip().replaceAll("\\s+", " ");
        return message.isEmpty() ? e.getClass().getSimpleName() : message.replaceAll("\\.$", "");
    }
}
