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
        List<Document> read = read(content, name, type);
        List<Document> documents = named(read, idOf(upload), given.metadata(), name);
        Reply reply = UpsertOperation.reply(
                documents.stream().map(Document::id).toList(), writer.write(documents, i -> List.of("body", "file")));
        return given.problem().isEmpty() ? reply : reply.with(IGNORED_METADATA, given.problem());
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

    /** Reads the file under its own name, as far as any file system can write it, in a folder where nothing else is. */
    private List<Document> read(Path content, String name, String type) {
        Path file = content.resolveSibling("named").resolve(name.replaceAll("[^\\x20-\\x7E]", "_"));
        try {
            Files.createDirectory(content.resolveSibling("named"));
            Files.move(content, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ReadResult result = reader.load(file.toString(), FailurePolicy.COLLECT);
        if (!result.failures().isEmpty()) {
            throw unreadable(result.failures().get(0), file);
        }
        result.documents().forEach(document -> requireFit(document, type));
        return result.documents();
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
        if (UploadType.isBinary(declared) && !found.equals(declared)) {
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
