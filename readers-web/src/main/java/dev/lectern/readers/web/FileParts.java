package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands answers that are no pages to the reader of files, where one is on the class path: by a temporary file that is gone afterwards.
 *
 * <p>Safe for concurrent use.
 */
final class FileParts implements AutoCloseable {

    private static final Pattern FILE_NAME = Pattern.compile("(?i)filename\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))");

    /** Endings by which a file is known whose address has none. */
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/msword", "doc"),
            Map.entry("application/vnd.ms-excel", "xls"),
            Map.entry("application/vnd.ms-powerpoint", "ppt"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
            Map.entry("application/vnd.oasis.opendocument.text", "odt"),
            Map.entry("application/epub+zip", "epub"),
            Map.entry("application/rtf", "rtf"),
            Map.entry("application/zip", "zip"),
            Map.entry("message/rfc822", "eml"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/markdown", "md"),
            Map.entry("text/rtf", "rtf"));

    private final @Nullable Reader files;

    private FileParts(@Nullable Reader files) {
        this.files = files;
    }

    /**
     * What a file holds.
     *
     * @param documents each known by the address of the file, followed by its place in there if there are several parts
     * @param failures parts that are no documents
     */
    record Parts(List<Document> documents, List<ReadFailure> failures) {}

    /**
     * Looks for a reader of files by its name.
     *
     * @param settings its options
     */
    static FileParts of(Providers providers, Settings settings) {
        return new FileParts(providers.all(ReaderProvider.class).stream()
                .filter(provider -> provider.name().equals("file"))
                .findFirst()
                .map(provider -> Providers.create(provider, settings))
                .orElse(null));
    }

    boolean areRead() {
        return files != null;
    }

    /**
     * Reads an answer as a file.
     *
     * @return one document or more
     * @throws WebException if the file cannot be read, or there is no reader of files
     */
    Parts read(String source, WebAnswer answer, String mediaType) {
        if (files == null) {
            throw WebException.lasting(
                    source,
                    "the media type must be HTML or text, got: " + mediaType
                            + ". Add the artifact dev.lectern:lectern-readers-file, which reads other files.",
                    null);
        }
        try {
            Path folder = Files.createTempDirectory("lectern-web");
            Path file = folder.resolve(nameOf(answer, mediaType));
            try {
                Files.write(file, answer.body());
                return parts(source, answer, mediaType, files.load(file.toString(), FailurePolicy.COLLECT), file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw WebException.passing(
                    source, "the file cannot be kept for a moment (" + e + "). Free space for temporary files.", e);
        } catch (WebException e) {
            throw e;
        } catch (ReadException e) {
            throw WebException.lasting(source, String.valueOf(e.getMessage()), e);
        }
    }

    private static Parts parts(String source, WebAnswer answer, String mediaType, ReadResult read, Path file) {
        String address = answer.uri().toString();
        List<ReadFailure> failures = new ArrayList<>();
        for (ReadFailure failure : read.failures()) {
            String reason = failure.reason().replace(file.toString(), address);
            failures.add(new ReadFailure(address + placeOf(file, failure.source()), reason, failure.cause()));
        }
        List<Document> documents = new ArrayList<>();
        for (Document part : read.documents()) {
            boolean several = read.documents().size() + failures.size() > 1;
            String id = several ? address + placeOf(file, part.id()) : address;
            if (part.text().isBlank()) {
                failures.add(new ReadFailure(id, "it has no text (" + mediaType + ").", null));
            } else {
                documents.add(Document.of(id, part.text(), metadata(part.metadata(), address), part.sections()));
            }
        }
        if (documents.isEmpty() && failures.size() < 2) {
            throw failures.isEmpty()
                    ? WebException.lasting(source, "the reader of files takes nothing from it; see its options.", null)
                    : WebException.lasting(
                            source, failures.get(0).reason(), failures.get(0).cause());
        }
        return new Parts(documents, failures);
    }

    /** Returns what the id of a part says beyond the file it is in, after a #; empty if it says nothing. */
    private static String placeOf(Path file, String id) {
        String name = Objects.toString(file.getFileName());
        int start = id.indexOf(name);
        String place = start < 0 ? id : id.substring(start + name.length());
        return place.isEmpty() ? "" : "#" + place;
    }

    /** Says that the file came from the web; its place on this disk, and when it was written there, mean nothing. */
    private static Metadata metadata(Metadata ofFile, String address) {
        return ofFile.toBuilder()
                .remove(MetadataKeys.FILE_PATH)
                .remove(MetadataKeys.MODIFIED_AT)
                .set(MetadataKeys.SOURCE, "web")
                .set(MetadataKeys.SOURCE_ID, address)
                .set(MetadataKeys.URL, address)
                .build();
    }

    /** Returns the name that the server gives the file, else the last part of its path, with an ending by which its kind is known. */
    private static String nameOf(WebAnswer answer, String mediaType) {
        Optional<String> told = answer.header("content-disposition")
                .map(FILE_NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1));
        String path = Objects.requireNonNullElse(answer.uri().getPath(), "");
        String name = told.orElse(path).replace('\\', '/');
        name = name.substring(name.lastIndexOf('/') + 1).replaceAll("[^\\p{L}\\p{N}._-]", "_");
        name = name.substring(Math.max(0, name.length() - 100));
        String ending = ENDINGS.get(mediaType);
        boolean known = ending == null || name.toLowerCase(Locale.ROOT).endsWith("." + ending);
        String base = name.isEmpty() || name.matches("\\.+") ? "page" : name;
        return known ? base : base + "." + ending;
    }

    @Override
    public void close() {
        if (files != null) {
            files.close();
        }
    }
}
