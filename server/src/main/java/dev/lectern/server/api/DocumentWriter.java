package dev.lectern.server.api;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.server.wire.Fault;
import dev.lectern.server.wire.Faults;
import dev.lectern.server.wire.Limits;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Stores documents: all of a request is embedded before any of it is stored, so a failing model leaves what was there.
 *
 * <p>Thread-safe. Of several versions of a document that are written at once, the last to reach the store stays, whole.
 */
public final class DocumentWriter {

    private final Backend backend;
    private final Limits limits;

    /**
     * Writers of new versions share it; a change of metadata, which reads a version and writes it back, has it alone. Nothing is
     * embedded under it.
     */
    private final ReadWriteLock writing = new ReentrantReadWriteLock(true);

    /** Makes a writer. */
    public DocumentWriter(Backend backend, Limits limits) {
        this.backend = backend;
        this.limits = limits;
    }

    /**
     * Stores documents; one that is stored in this very version is left alone.
     *
     * @param documents of two with one id the later counts
     * @param place where in the request a document stands, by its index
     * @return the ids of documents without a chunk, which are not stored; an earlier version of them is gone
     * @throws dev.lectern.server.wire.Refusal 422 if a document has too many chunks
     */
    Set<String> write(List<Document> documents, IntFunction<List<Object>> place) {
        Map<String, Document> latest = new LinkedHashMap<>();
        documents.forEach(document -> latest.put(document.id(), document));
        if (backend.embedsByItself()) {
            store(latest.values().stream().map(DocumentNodes::whole).toList(), Set.of());
            return Set.of();
        }
        Map<String, List<Node>> nodes = new LinkedHashMap<>();
        latest.forEach((id, document) ->
                nodes.put(id, split(document, () -> place.apply(documents.lastIndexOf(document)))));
        Set<String> empty = latest.keySet().stream()
                .filter(id -> nodes.getOrDefault(id, List.of()).isEmpty())
                .collect(Collectors.toSet());
        latest.keySet().removeAll(empty);
        latest.keySet().removeAll(unchanged(latest));
        store(embedded(latest, nodes), empty);
        return empty;
    }

    private List<Node> split(Document document, Supplier<List<Object>> place) {
        List<Node> nodes = backend.requireSplitter().split(document);
        if (nodes.size() > limits.chunks()) {
            throw new Faults()
                    .add(new Fault(
                            place.get(),
                            "ensure this value has at most " + limits.chunks() + " chunks, got: " + nodes.size(),
                            "value_error.chunks",
                            Map.of("limit_value", limits.chunks())))
                    .refusal();
        }
        return nodes;
    }

    private Set<String> unchanged(Map<String, Document> latest) {
        Map<String, String> stored = backend.store().versions(latest.keySet());
        String fingerprint = backend.fingerprint();
        return stored.keySet().stream()
                .filter(id -> {
                    Document document = latest.get(id);
                    return document != null
                            && DocumentNodes.versionOf(document, fingerprint).equals(stored.get(id));
                })
                .collect(Collectors.toSet());
    }

    private List<DocumentNodes> embedded(Map<String, Document> latest, Map<String, List<Node>> nodes) {
        List<Node> all = latest.keySet().stream()
                .flatMap(id -> nodes.getOrDefault(id, List.of()).stream())
                .toList();
        List<Embedding> embeddings = backend.embed(all);
        List<DocumentNodes> ready = new ArrayList<>();
        int from = 0;
        for (Document document : latest.values()) {
            List<Node> own = nodes.getOrDefault(document.id(), List.of());
            ready.add(new DocumentNodes(
                    document, backend.fingerprint(), own, embeddings.subList(from, from + own.size())));
            from += own.size();
        }
        return ready;
    }

    private void store(List<DocumentNodes> ready, Set<String> empty) {
        writing.readLock().lock();
        try {
            if (!ready.isEmpty()) {
                backend.store().upsert(ready);
            }
            if (!empty.isEmpty()) {
                backend.store().delete(Deletion.documents(empty));
            }
        } finally {
            writing.readLock().unlock();
        }
    }

    /**
     * Puts a changed version in place of the one it was made from.
     *
     * @param from the version it was made from
     * @return false if that is no longer what is stored; nothing is done then
     */
    boolean replace(String from, DocumentNodes changed) {
        String id = changed.document().id();
        writing.writeLock().lock();
        try {
            if (!from.equals(backend.store().versions(Set.of(id)).get(id))) {
                return false;
            }
            backend.store().upsert(List.of(changed));
            return true;
        } finally {
            writing.writeLock().unlock();
        }
    }

    /** Deletes documents; beside other writers, but not in the middle of a change. */
    void delete(Deletion what) {
        writing.readLock().lock();
        try {
            backend.store().delete(what);
        } finally {
            writing.readLock().unlock();
        }
    }
}
