package dev.lectern.server;

import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import dev.lectern.store.UpsertReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that does its work, or fails with what it was told to fail with. */
final class FailingStore implements Store {

    private final Store works;
    private volatile @Nullable RuntimeException failure;

    FailingStore(Store works) {
        this.works = works;
    }

    /** Fails from now on; works again with null. */
    void failWith(@Nullable RuntimeException changed) {
        this.failure = changed;
    }

    private Store orFail() {
        RuntimeException told = failure;
        if (told != null) {
            throw told;
        }
        return works;
    }

    @Override
    public Set<Capability> capabilities() {
        return works.capabilities();
    }

    @Override
    public UpsertReport upsert(List<DocumentNodes> batch) {
        return orFail().upsert(batch);
    }

    @Override
    public List<ScoredNode> search(StoreQuery query) {
        return orFail().search(query);
    }

    @Override
    public long delete(Deletion what) {
        return orFail().delete(what);
    }

    @Override
    public Map<String, String> versions(Collection<String> documentIds) {
        return works.versions(documentIds); // so that it is the change itself which fails
    }

    @Override
    public List<StoredDocument> documents(@Nullable String after, int limit) {
        return orFail().documents(after, limit);
    }

    @Override
    public List<Node> nodes(String documentId) {
        return orFail().nodes(documentId);
    }

    @Override
    public long documentCount() {
        return works.documentCount();
    }

    @Override
    public long nodeCount() {
        return works.nodeCount();
    }

    @Override
    public void bindModel(EmbeddingModel model) {
        works.bindModel(model);
    }

    @Override
    public void close() {
        works.close();
    }
}
