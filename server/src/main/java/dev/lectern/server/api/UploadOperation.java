package dev.lectern.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.Reader;
import dev.lectern.server.wire.Fault;
import dev.lectern.server.wire.Faults;
import dev.lectern.server.wire.Fields;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Limits;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import dev.lectern.server.wire.WireMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an uploaded file, stores what it holds and answers the ids. Thread-safe.
 *
 * <p>The type of the file part decides what the file is; where there is none, or {@code application/octet-stream}, its name and content.
 */
public final class UploadOperation implements Operation {

    /** Says why the metadata that came had no effect. */
    static final String IGNORED_METADATA = "Lectern-Ignored-Metadata";

    /** Tells which parts of a file, such as pictures in a mail, gave no document, and why. */
    static final String UNREAD_PARTS = "Lectern-Unread-Parts";

    /** Headers are short. */
    private static final int MAX_UNREAD_CHARS = 1_000;

    private final DocumentWriter writer;
    private final Reader reader;
    private final Limits limits;
    private final boolean strict;
    private final boolean nameAsSourceId;

    /**
     * Makes the operation.
     *
     * @param reader reads the path of a file
     * @param strict whether bad metadata is refused instead of replaced by {@code source: file}
     * @param nameAsSourceId whether the file's name becomes the {@code source_id} where the metadata has none
     */
    public UploadOperation(
            DocumentWriter writer, Reader reader, Limits limits, boolean strict, boolean nameAsSourceId) {
        this.writer = writer;
        this.reader = reader;
        this.limits = limits;
        this.strict = strict;
        this.nameAsSourceId = nameAsSourceId;
    }

    /**
     * What came as metadata.
     *
     * @param metadata what is taken
     * @param problem why it is not what came; empty if it is
     */
    private record Given(WireMetadata metadata, String problem) {}

    @Override
    public Reply answer(Call call) {
        Upload upload = call.upload() == null ? Upload.NONE : call.upload();
        Path content = upload.file();
        if (content == null) {
            throw refusal("file", "field required", "value_error.missing");
        }
        String type = UploadType.bare(upload.contentType());
        String name = UploadType.safeName(upload.fileName(), type);
        Given given = metadata(upload, name);
        Read read = read(content, name, type);
        List<Document> documents = named(read.documents(), idOf(upload), given.metadata(), name);
        Reply reply = UpsertOperation.reply(
                documents.stream().map(Document::id).toList(), writer.write(documents, i -> List.of("body", "file")));
        if (!given.problem().isEmpty()) {
            reply = reply.with(IGNORED_METADATA, given.problem());
        }
        return read.unread().isEmpty() ? reply : reply.with(UNREAD_PARTS, read.unread());
    }

    private Given metadata(Upload upload, String name) {
        Given given = given(upload.metadata());
        if (strict && !given.problem().isEmpty()) {
            throw refusal("metadata", given.problem(), "value_error.metadata");
        }
        WireMetadata metadata = given.metadata();
        return nameAsSourceId && metadata.sourceId() == null
                ? new Given(
                        new WireMetadata(
                                metadata.source(), name, metadata.url(), metadata.createdAt(), metadata.author()),
                        given.problem())
                : given;
    }

    private static Given given(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return new Given(WireMetadata.OF_FILE, "");
        }
        try {
            JsonNode json = Json.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            Faults faults = new Faults();
            WireMetadata metadata = WireMetadata.read(Fields.ofBody(json, faults));
            faults.refuseIfAny();
            return new Given(metadata, "");
        } catch (Refusal bad) {
            return new Given(
                    WireMetadata.OF_FILE, "metadata must be a JSON object of valid metadata; source: file taken");
        }
    }

    private static String idOf(Upload upload) {
        String id = UpsertOperation.idOr(upload.id());
        if (id.isBlank() || id.length() > Limits.ID_CHARS) {
            throw refusal(
                    "id", "id must hold 1 to " + Limits.ID_CHARS + " characters, not all blanks", "value_error.id");
        }
        return id;
    }

    /**
     * What was read of a file.
     *
     * @param unread which parts were not, and why; empty if all were
     */
    private record Read(List<Document> documents, String unread) {}

    /** Reads the file under its own name, as far as any file system can write it, in a folder where nothing else is. */
    private Read read(Path content, String name, String type) {
        Path file = content.resolveSibling("named").resolve(name.replaceAll("[^\\x20-\\x7E]", "_"));
        try {
            Files.createDirectory(content.resolveSibling("named"));
            Files.move(content, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ReadResult result = reader.load(file.toString(), FailurePolicy.COLLECT);
        // A part that cannot be read, such as a picture in a mail, does not stand in the way of the rest.
        boolean whole =
                result.failures().stream().anyMatch(failure -> failure.source().equals(file.toString()));
        if (whole || result.documents().isEmpty()) {
            throw unreadable(result.failures().get(0), file);
        }
        result.documents().forEach(document -> requireFit(document, type));
        return new Read(result.documents(), unread(result.failures(), file));
    }

    /** Says which parts of a file were not read; names are those within the file. */
    private static String unread(List<ReadFailure> failures, Path file) {
        String parts = String.join(
                "; ",
                failures.stream()
                        .map(failure -> failure.toString().replace(file + "!/", ""))
                        .toList());
        String safe = parts.replaceAll("[^\\x20-\\x7E]", "?");
        return safe.length() <= MAX_UNREAD_CHARS ? safe : safe.substring(0, MAX_UNREAD_CHARS) + "...";
    }

    private static Refusal unreadable(ReadFailure failure, Path file) {
        String reason =
                failure.reason().replace(file.toString(), "the file").replace(String.valueOf(file.getParent()), "");
        if (reason.startsWith("media type not supported")) {
            return Refusal.of(415, reason);
        } else if (reason.startsWith("too large")) {
            return Refusal.of(413, reason);
        }
        return refusal("file", reason, "value_error.file");
    }

    private void requireFit(Document document, String declared) {
        String found = document.metadata().text(MetadataKeys.MEDIA_TYPE).orElse(declared);
        boolean part = document.metadata().text(MetadataKeys.PART).isPresent();
        if (!part && UploadType.isBinary(declared) && !found.equals(declared)) {
            throw refusal(
                    "file",
                    "the file is declared as " + declared + ", but its content is " + found,
                    "value_error.file");
        } else if (document.text().length() > limits.textChars()) {
            throw Refusal.of(
                    413,
                    "The text of the file must be at most " + limits.textChars() + " characters long, got: "
                            + document.text().length() + ". Send it in parts.");
        }
    }

    /** Gives the documents of the file their ids: the first the one that was asked for, more of them numbers behind it. */
    private static List<Document> named(List<Document> read, String id, WireMetadata wire, String name) {
        List<Document> documents = new ArrayList<>();
        for (Document document : read) {
            Metadata own = document.metadata().toBuilder()
                    .remove(MetadataKeys.FILE_PATH)
                    .remove(MetadataKeys.MODIFIED_AT)
                    .set(MetadataKeys.FILE_NAME, name)
                    .build();
            documents.add(Document.of(
                    documents.isEmpty() ? id : id + "/" + (documents.size() + 1),
                    document.text(),
                    StoredMetadata.of(wire, null, own),
                    document.sections()));
        }
        return documents;
    }

    private static Refusal refusal(String field, String msg, String type) {
        return new Faults().add(Fault.of(List.of("body", field), msg, type)).refusal();
    }
}
