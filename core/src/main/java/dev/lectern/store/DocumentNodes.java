package dev.lectern.store;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import java.util.List;
import java.util.Objects;

/**
 * A document made ready for a store: its nodes and their embeddings, or the {@linkplain #whole whole} document for a store that embeds
 * by itself. A blank document that was split has no nodes either, but is not whole. Immutable.
 *
 * @param document the whole document
 * @param fingerprint names the splitter and the model that made the nodes, or is {@link #WHOLE}
 * @param nodes the nodes in document order
 * @param embeddings one per node, in the same order
 */
public record DocumentNodes(Document document, String fingerprint, List<Node> nodes, List<Embedding> embeddings) {

    /** The fingerprint of documents that nobody split or embedded. */
    public static final String WHOLE = "whole";

    /**
     * Makes a ready document; the lists are copied.
     *
     * @throws IllegalArgumentException if there are not as many embeddings as nodes, a node belongs to another document, or there are
     *     nodes and the fingerprint is {@link #WHOLE}
     */
    public DocumentNodes {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(fingerprint, "fingerprint");
        nodes = List.copyOf(nodes);
        embeddings = List.copyOf(embeddings);
        if (nodes.size() != embeddings.size()) {
            throw new IllegalArgumentException("embeddings must be as many as nodes (" + nodes.size() + "), got: "
                    + embeddings.size() + " in document " + document.id());
        }
        if (fingerprint.equals(WHOLE) && !nodes.isEmpty()) {
            throw new IllegalArgumentException("fingerprint must name splitter and model of the " + nodes.size()
                    + " nodes, got: \"" + WHOLE + "\" in document " + document.id());
        }
        for (Node node : nodes) {
            if (!node.documentId().equals(document.id())) {
                throw new IllegalArgumentException(
                        "nodes must belong to document " + document.id() + ", got: " + node.id());
            }
        }
    }

    /** Makes a document for a store that embeds by itself: one with {@link Capability#OWN_EMBEDDING}. */
    public static DocumentNodes whole(Document document) {
        return new DocumentNodes(document, WHOLE, List.of(), List.of());
    }

    /** Tells whether the store is to split and embed the document by itself. */
    public boolean isWhole() {
        return fingerprint.equals(WHOLE);
    }

    /** Returns what {@link Store#versions} later gives for this document: content hash and fingerprint. */
    public String version() {
        return versionOf(document, fingerprint);
    }

    /** Returns the version a document has when it is stored under a fingerprint. */
    public static String versionOf(Document document, String fingerprint) {
        return document.contentHash() + "/" + fingerprint;
    }
}
