package dev.lectern.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import dev.lectern.document.Node;
import dev.lectern.server.wire.Faults;
import dev.lectern.server.wire.Fields;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import dev.lectern.server.wire.WireMetadata;
import dev.lectern.store.Capability;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists documents, shows one, and changes its metadata: what the original does not have. Thread-safe. */
public final class DocumentsOperations {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /** Others may be faster each time, but not for ever. */
    private static final int MAX_TRIES = 5;

    private final Backend backend;
    private final DocumentWriter writer;
    private final ChunkText chunkText;

    /** Makes the operations. */
    public DocumentsOperations(Backend backend, DocumentWriter writer, ChunkText chunkText) {
        this.backend = backend;
        this.writer = writer;
        this.chunkText = chunkText;
    }

    /** Answers a page of documents by id; {@code after} and {@code limit} are query parameters. */
    public Reply list(Call call) {
        backend.require(Capability.LISTING);
        int limit = limit(call.parameters().get("limit"));
        List<StoredDocument> page = backend.store().documents(call.parameters().get("after"), limit);
        ObjectNode body = Json.object();
        ArrayNode documents = body.putArray("documents");
        for (StoredDocument stored : page) {
            ObjectNode json = documents.addObject().put("id", stored.id());
            json.set("metadata", metadata(stored.metadata(), stored.id()));
            json.put("chunks", stored.nodeCount());
        }
        return Reply.json(
                200,
                body.put(
                        "next", page.size() < limit ? null : page.get(limit - 1).id()));
    }

    private static int limit(@Nullable String text) {
        Faults faults = new Faults();
        ObjectNode body = Json.object();
        if (text != null) {
            body.put("limit", text);
        }
        int limit = Fields.ofParameters(body, faults).whole("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        faults.refuseIfAny();
        return limit;
    }

    /** Answers a document with its chunks, in order. */
    public Reply show(Call call) {
        List<Node> nodes = nodes(call.documentId());
        ObjectNode body = Json.object().put("id", call.documentId());
        body.set("metadata", metadata(shared(nodes), call.documentId()));
        ArrayNode chunks = body.putArray("chunks");
        nodes.forEach(node -> chunks.addObject()
                .put("id", ChunkText.id(node))
                .put("text", chunkText.of(node))
                .put("start", node.span().start())
                .put("end", node.span().end()));
        return Reply.json(200, body);
    }

    private List<Node> nodes(String documentId) {
        backend.require(Capability.LISTING);
        List<Node> nodes = backend.store().nodes(documentId);
        if (nodes.isEmpty()) {
            throw Refusal.of(404, "There is no document with this id");
        }
        return nodes;
    }

    /**
     * Changes the metadata that the body names: a value replaces, null takes away. The text stays as it is, and its chunks with it; their
     * vectors are made anew, since a store does not give them out.
     */
    public Reply patch(Call call) {
        if (backend.embedsByItself()) {
            throw Refusal.of(501, "The store embeds by itself and takes whole documents only. Send the document anew.");
        }
        Faults faults = new Faults();
        Fields body = Fields.ofBody(call.json(), faults);
        Fields changes = body.requiredObject("metadata");
        WireMetadata given = changes == null ? WireMetadata.NONE : WireMetadata.read(changes);
        faults.refuseIfAny();
        Set<String> names = changes == null ? Set.of() : changes.names();
        for (int i = 0; i < MAX_TRIES; i++) {
            List<Node> nodes = nodes(call.documentId());
            String version = backend.store().versions(Set.of(call.documentId())).get(call.documentId());
            Metadata before = shared(nodes);
            WireMetadata after = merged(StoredMetadata.read(before), given, names);
            if (version != null && writer.replace(version, changed(nodes, version, before, after))) {
                return show(call);
            }
        }
        throw Refusal.of(409, "The document was changed by others at the same time. Try again.");
    }

    private static WireMetadata merged(WireMetadata old, WireMetadata given, Set<String> names) {
        return new WireMetadata(
                names.contains("source") ? given.source() : old.source(),
                names.contains("source_id") ? given.sourceId() : old.sourceId(),
                names.contains("url") ? given.url() : old.url(),
                names.contains("created_at") ? given.createdAt() : old.createdAt(),
                names.contains("author") ? given.author() : old.author());
    }

    private DocumentNodes changed(List<Node> nodes, String version, Metadata before, WireMetadata after) {
        String parent = before.text(StoredMetadata.PARENT).orElse(null);
        List<Node> changed = nodes.stream()
                .map(node -> new Node(
                        node.id(),
                        node.documentId(),
                        node.ordinal(),
                        node.span(),
                        node.text(),
                        StoredMetadata.of(after, parent, node.metadata())))
                .toList();
        Document document =
                Document.of(nodes.get(0).documentId(), text(nodes), StoredMetadata.of(after, parent, before));
        String fingerprint = version.substring(version.indexOf('/') + 1);
        return new DocumentNodes(document, fingerprint, changed, backend.embed(changed));
    }

    /** Puts the text together again; what lies between chunks is white space, of which a store does not keep which. */
    private static String text(List<Node> nodes) {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            while (text.length() < node.span().start()) {
                text.append(' ');
            }
            if (text.length() < node.span().end()) {
                text.append(
                        node.text(),
                        text.length() - node.span().start(),
                        node.text().length());
            }
        }
        return text.toString();
    }

    /** Returns what all nodes say alike: the metadata of the document, without that of its sections. */
    private static Metadata shared(List<Node> nodes) {
        Metadata.Builder shared = nodes.get(0).metadata().toBuilder();
        for (Map.Entry<String, MetadataValue> entry :
                nodes.get(0).metadata().asMap().entrySet()) {
            boolean everywhere = nodes.stream()
                    .allMatch(node -> node.metadata()
                            .get(entry.getKey())
                            .filter(entry.getValue()::equals)
                            .isPresent());
            if (!everywhere) {
                shared.remove(entry.getKey());
            }
        }
        return shared.build();
    }

    /** Writes the six members of the API, and what else there is beside them. */
    private static ObjectNode metadata(Metadata metadata, String documentId) {
        ObjectNode json = StoredMetadata.json(StoredMetadata.read(metadata), documentId);
        metadata.asMap().forEach((key, value) -> {
            if (!json.has(key) && !key.equals(StoredMetadata.CREATED_AT_TEXT) && !key.equals(StoredMetadata.PARENT)) {
                put(json, key, value);
            }
        });
        return json;
    }

    private static void put(ObjectNode json, String key, MetadataValue value) {
        if (value instanceof MetadataValue.WholeNumber whole) {
            json.put(key, whole.number());
        } else if (value instanceof MetadataValue.Decimal decimal) {
            json.put(key, decimal.number());
        } else if (value instanceof MetadataValue.Bool bool) {
            json.put(key, bool.bool());
        } else if (value instanceof MetadataValue.TextList list) {
            list.value().forEach(json.putArray(key)::add);
        } else {
            json.put(key, value.toString());
        }
    }
}
