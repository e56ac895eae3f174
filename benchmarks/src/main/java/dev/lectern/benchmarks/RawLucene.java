package dev.lectern.benchmarks;

import dev.lectern.benchmarks.SearchContestant.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** The least that can be done with Lucene: the vector, one stored text, one term per filter, and nothing that makes it a store. */
final class RawLucene implements DiskStore {

    private final Path directory;
    private @Nullable IndexWriter writer;
    private @Nullable IndexSearcher searcher;

    RawLucene(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "raw Lucene";
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void add(float[][] vectors, int first) throws IOException {
        if (writer == null) {
            Files.createDirectories(directory);
            writer = new IndexWriter(FSDirectory.open(directory), new IndexWriterConfig().setRAMBufferSizeMB(64));
        }
        for (int i = 0; i < vectors.length; i++) {
            Document document = new Document();
            document.add(new KnnFloatVectorField("vector", vectors[i].clone(), VectorSimilarityFunction.DOT_PRODUCT));
            document.add(new StoredField("text", SearchContestant.text(first + i)));
            document.add(new StringField("kind", "" + SearchContestant.kind(first + i), Field.Store.NO));
            document.add(new StringField("group", "" + DiskStore.group(first + i), Field.Store.NO));
            writer.addDocument(document);
        }
        writer.commit();
    }

    @Override
    public void compact() throws IOException {
        Objects.requireNonNull(writer, "writer").forceMerge(1);
        writer.commit();
    }

    @Override
    public void open() throws IOException {
        close();
        searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(directory)));
    }

    @Override
    public long size() {
        return Objects.requireNonNull(searcher, "searcher").getIndexReader().numDocs();
    }

    @Override
    public List<Hit> search(float[] question, int topK, int candidates) {
        return hits(new KnnFloatVectorQuery("vector", question, candidates), topK);
    }

    @Override
    public List<Hit> searchKind(float[] question, int topK, int candidates, int kind) {
        Query filter = new TermQuery(new Term("kind", "" + kind));
        return hits(new KnnFloatVectorQuery("vector", question, candidates, filter), topK);
    }

    @Override
    public List<Hit> searchGroup(float[] question, int topK, int candidates, int group) {
        Query filter = new TermQuery(new Term("group", "" + group));
        return hits(new KnnFloatVectorQuery("vector", question, candidates, filter), topK);
    }

    private List<Hit> hits(Query query, int topK) {
        IndexSearcher open = Objects.requireNonNull(searcher, "searcher");
        try {
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc found : open.search(query, topK).scoreDocs) {
                String text = open.storedFields().document(found.doc).get("text");
                hits.add(new Hit(Integer.parseInt(text.substring("node ".length())), 2 * found.score - 1));
            }
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not search " + directory, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (searcher != null) {
            searcher.getIndexReader().close();
            searcher = null;
        }
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
