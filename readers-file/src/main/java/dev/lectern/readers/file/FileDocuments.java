package dev.lectern.readers.file;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document or a failure of each file.
 *
 * <p>Immutable, thread-safe.
 */
final class FileDocuments {

    private final Map<String, FileFormat> formats = new HashMap<>();
    private final FileFormat plainText = PlainTextFormat.ofSyntax();
    private final long maxFileBytes;
    private final EmptyFiles emptyFiles;
    private final DocumentIds ids;

    /**
     * Makes the maker.
     *
     * @param maxFileBytes the largest file to read; 0 for each format's own limit
     */
    FileDocuments(List<FileFormat> formats, long maxFileBytes, EmptyFiles emptyFiles, DocumentIds ids) {
        for (FileFormat format : formats) {
            format.mediaTypes().forEach(type -> this.formats.put(type, format));
        }
        this.maxFileBytes = maxFileBytes;
        this.emptyFiles = emptyFiles;
        this.ids = ids;
    }

    /** Reads a file and returns the call that hands its document or failure to a sink. Never throws for what is in the file. */
    Consumer<DocumentSink> read(FileEntry entry) {
        ReadFailure failure;
        try {
            Document document = document(entry);
            return sink -> sink.document(document);
        } catch (UnreadableFileException e) {
            failure = failure(entry, e.reason(), e.getCause());
        } catch (IOException e) {
            failure = failure(entry, reasonOf(e), e);
        } catch (StackOverflowError e) {
            // A file must not end the reading of all others. The stack is whole again here.
            failure = failure(
                    entry, "its parts are nested too deeply to be read. Save it anew with the program it is from.", e);
        } catch (OutOfMemoryError e) {
            // What the file took is free again here; the others are read with what there is.
            failure = failure(
                    entry, "it takes more memory than the JVM may use. Give it more by -Xmx, or exclude the file.", e);
        } catch (RuntimeException e) {
            // Libraries for formats answer damaged files with all kinds of unchecked exceptions.
            failure = failure(entry, "damaged: " + describe(e) + ". Save it anew with the program it is from.", e);
        }
        return sink -> sink.failure(failure);
    }

    private Document document(FileEntry entry) throws IOException, UnreadableFileException {
        if (entry.problem() != null) {
            throw new UnreadableFileException(entry.problem(), entry.cause());
        }
        FileInput input = FileInput.open(entry.path());
        String mediaType = FileTypes.of(input);
        FileFormat format = formatOf(mediaType);
        long size = Files.size(entry.path());
        requireSize(size, mediaType, maxFileBytes > 0 ? maxFileBytes : format.defaultMaxBytes());

        FileContent content = format.read(input);
        if (emptyFiles == EmptyFiles.FAILURE && content.text().isBlank()) {
            throw new UnreadableFileException("empty: the file of " + size + " bytes has no visible text.");
        }
        Metadata metadata = metadata(entry, mediaType, size).plus(content.metadata());
        return Document.of(idOf(entry), content.text(), metadata, content.sections());
    }

    private FileFormat formatOf(String mediaType) throws UnreadableFileException {
        FileFormat format = formats.get(mediaType);
        if (format != null) {
            return format;
        } else if (PlainTextFormat.reads(mediaType)) {
            return plainText;
        }
        throw new UnreadableFileException(
                "media type not supported: the content is " + mediaType + ". Supported are text, "
                        + String.join(", ", formats.keySet().stream().sorted().toList())
                        + ". Convert the file, or exclude it.");
    }

    private static void requireSize(long size, String mediaType, long limit) throws UnreadableFileException {
        if (size > limit) {
            throw new UnreadableFileException("too large: " + size + " bytes of " + mediaType + ", the limit is "
                    + limit + " bytes. Raise maxFileBytes, or exclude the file.");
        }
    }

    private static Metadata metadata(FileEntry entry, String mediaType, long size) throws IOException {
        Path path = entry.path();
        return Metadata.builder()
                .set(MetadataKeys.SOURCE, "file")
                .set(MetadataKeys.SOURCE_ID, entry.relative())
                .set(MetadataKeys.FILE_NAME, FileInput.nameOf(path))
                .set(MetadataKeys.FILE_PATH, path.toAbsolutePath().normalize().toString())
                .set(MetadataKeys.FILE_SIZE, size)
                .set(MetadataKeys.MEDIA_TYPE, mediaType)
                .set(MetadataKeys.MODIFIED_AT, Files.getLastModifiedTime(path).toInstant())
                .build();
    }

    private String idOf(FileEntry entry) {
        return switch (ids) {
            case RELATIVE_PATH -> entry.relative();
            case URI -> entry.path().toAbsolutePath().normalize().toUri().toString();
        };
    }

    private static ReadFailure failure(FileEntry entry, String reason, @Nullable Throwable cause) {
        return new ReadFailure(entry.path().toString(), reason, cause);
    }

    private static String reasonOf(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied. Check the permissions of the file.";
        } else if (e instanceof NoSuchFileException) {
            return "the file has vanished since the folder was listed. Read again.";
        }
        return "damaged or not readable: " + describe(e) + ". Check that the file is whole.";
    }

    private static String describe(Exception e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("").strip().replaceAll("\\s+", " ");
        return message.isEmpty() ? e.getClass().getSimpleName() : message.replaceAll("\\.$", "");
    }
}
