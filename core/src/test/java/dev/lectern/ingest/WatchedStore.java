package dev.lectern.ingest;

import dev.lectern.document.Node;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import dev.lectern.store.UpsertReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An in-memory store that does what the test wants before each upsert; one that embeds by itself keeps versions only. */
final class WatchedStore implements Store {

    final InMemoryStore inner = InMemoryStore.create();
    private final Map<String, String> wholeVersions = new ConcurrentHashMap<>();
    private final Consumer<List<DocumentNodes>> before;
    private final Set<Capability> capabilities;

    WatchedStore(Consumer<List<DocumentNodes>> before) {
        this(before, InMemoryStore.create().capabilities());
    }

    WatchedStore(Consumer<List<DocumentNodes>> before, Set<Capability> capabilities) {
        this.before = before;
        this.capabilities = capabilities;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public UpsertReport upsert(List<DocumentNodes> batch) {
        before.accept(batch);
        if (capabilities.contains(Capability.OWN_EMBEDDING)) {
            batch.forEach(ready -> wholeVersions.put(ready.document().id(), ready.version()));
            return new UpsertReport(batch.size(), 0, 0);
        }
        return inner.upsert(batch);
    }

    @Override
    public List<ScoredNode> search(StoreQuery query) {
        return inner.search(query);
    }

    @Override
    public long delete(Deletion what) {
        return inner.delete(what);
    }

    @Override
    public Map<String, String> versions(Collection<String> documentIds) {
        Map<String, String> versions = new HashMap<>(inner.versions(documentIds));
        versions.putAll(wholeVersions);
        versions.keySet().retainAll(documentIds);
        return versions;
    }

    @Override
    public List<StoredDocument> documents(@Nullable String after, int limit) {
        return inner.documents(after, limit);
    }

    @Override
    public List<Node> nodes(String documentId) {
        return inner.nodes(documentId);
    }

    @Override
    public long documentCount() {
        return inner.documentCount();
    }

    @Override
    public long nodeCount() {
        return inner.nodeCount();
    }

    @Override
    public void close() {
        inner.close();
    }
}
