package dev.lectern.benchmarks;

import dev.lectern.benchmarks.SearchContestant.Hit;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.lucene.LuceneStore;
import dev.lectern.store.lucene.VectorEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lectern's {@link LuceneStore}: opened once for each number of candidates, since that is an option of the store. */
final class LecternDisk implements DiskStore {

    private final Path directory;
    private final VectorEncoding encoding;
    private final Map<Integer, LuceneStore> readers = new HashMap<>();
    private @Nullable LuceneStore writer;

    LecternDisk(Path directory, VectorEncoding encoding) {
        this.directory = directory;
        this.encoding = encoding;
    }

    @Override
    public String name() {
        return encoding == VectorEncoding.FLOAT32 ? "lectern" : "lectern, int8";
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void add(float[][] vectors, int first) {
        if (writer == null) {
            writer = LuceneStore.builder(directory).vectors(encoding).open();
        }
        List<DocumentNodes> batch = new ArrayList<>();
        for (int start = 0; start < vectors.length; start += SearchContestant.NODES_PER_DOCUMENT) {
            int end = Math.min(vectors.length, start + SearchContestant.NODES_PER_DOCUMENT);
            batch.add(ready(vectors, start, end, first));
        }
        writer.upsert(batch);
    }

    private static DocumentNodes ready(float[][] vectors, int start, int end, int first) {
        int row = first + start;
        String id = "doc-" + SearchContestant.document(row);
        Metadata metadata = Metadata.builder()
                .set("kind", SearchContestant.kind(row))
                .set("group", DiskStore.group(row))
                .build();
        StringBuilder text = new StringBuilder();
        List<Node> nodes = new ArrayList<>();
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = start; i < end; i++) {
            String own = SearchContestant.text(first + i);
            nodes.add(Node.of(id, i - start, new Span(text.length(), text.length() + own.length()), own, metadata));
            embeddings.add(Embedding.of(vectors[i]));
            text.append(own).append('\n');
        }
        return new DocumentNodes(Document.of(id, text.toString(), metadata), "bench", nodes, embeddings);
    }

    @Override
    public void compact() {
        Objects.requireNonNull(writer, "writer").compact();
    }

    @Override
    public void open() {
        close();
        reader(0);
    }

    @Override
    public long size() {
        return reader(0).nodeCount();
    }

    private synchronized LuceneStore reader(int candidates) {
        return readers.computeIfAbsent(candidates, number -> {
            LuceneStore.Builder builder = LuceneStore.builder(directory);
            return number == 0
                    ? builder.openReadOnly()
                    : builder.candidates(number).openReadOnly();
        });
    }

    @Override
    public List<Hit> search(float[] question, int topK, int candidates) {
        return hits(StoreQuery.vector(Embedding.of(question), topK), candidates);
    }

    @Override
    public List<Hit> searchKind(float[] question, int topK, int candidates, int kind) {
        return hits(StoreQuery.vector(Embedding.of(question), topK).filteredBy(Filter.eq("kind", kind)), candidates);
    }

    @Override
    public List<Hit> searchGroup(float[] question, int topK, int candidates, int group) {
        return hits(StoreQuery.vector(Embedding.of(question), topK).filteredBy(Filter.eq("group", group)), candidates);
    }

    private List<Hit> hits(StoreQuery query, int candidates) {
        return reader(candidates).search(query).stream()
                .map(hit -> new Hit(Integer.parseInt(hit.node().text().substring("node ".length())), hit.score()))
                .toList();
    }

    @Override
    public synchronized void close() {
        readers.values().forEach(LuceneStore::close);
        readers.clear();
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
