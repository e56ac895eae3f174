package dev.lectern.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.server.wire.HeaderText;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Limits;
import dev.lectern.server.wire.Reply;
import dev.lectern.server.wire.WireDocument;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the documents of a request and answers their ids. Thread-safe. */
public final class UpsertOperation implements Operation {

    /** Names the documents of a request that hold nothing to be found. */
    static final String EMPTY_DOCUMENTS = "Lectern-Empty-Documents";

    private final DocumentWriter writer;
    private final Limits limits;

    /** Makes the operation. */
    public UpsertOperation(DocumentWriter writer, Limits limits) {
        this.writer = writer;
        this.limits = limits;
    }

    @Override
    public Reply answer(Call call) {
        List<Document> documents = WireDocument.readAll(call.json(), limits).stream()
                .map(UpsertOperation::document)
                .toList();
        return reply(
                documents.stream().map(Document::id).toList(),
                writer.write(documents, i -> List.of("body", "documents", i, "text")));
    }

    private static Document document(WireDocument wire) {
        Metadata metadata = StoredMetadata.of(wire.metadata(), wire.parent(), Metadata.empty());
        return Document.of(idOr(wire.id()), wire.text(), metadata);
    }

    static String idOr(@Nullable String id) {
        return id == null || id.isEmpty() ? UUID.randomUUID().toString() : id;
    }

    /** Answers each id once, in order; none if none of the documents has a chunk, as the original does. */
    static Reply reply(Collection<String> ids, Set<String> empty) {
        Set<String> once = new LinkedHashSet<>(ids);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("ids");
        if (!empty.containsAll(once)) {
            once.forEach(list::add);
        }
        Reply reply = Reply.json(200, body);
        return empty.isEmpty() ? reply : reply.with(EMPTY_DOCUMENTS, HeaderText.list(empty));
    }
}
