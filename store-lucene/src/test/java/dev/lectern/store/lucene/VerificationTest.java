package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verification says of an index whose files are sound and whose contents are not: they are put there past the store. */
class VerificationTest {

    @TempDir
    private Path folder;

    @Test
    void verify_soundStore_countsWhatIsThere() {
        try (LuceneStore store = LuceneStore.open(folder)) {
            store.upsert(List.of(Versioned.document("a", 1, 3, 0), Versioned.document("b", 1, 2, 0)));
        }

        VerifyReport report = LuceneStore.verify(folder);

        assertThat(report).isEqualTo(new VerifyReport(2, 5, List.of()));
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void verify_contentsThatDoNotFit_namesEach() throws Exception {
        try (LuceneStore store = LuceneStore.open(folder)) {
            store.upsert(List.of(Versioned.document("a", 1, 3, 0)));
        }
        Node alone = Node.of("alone", 0, new Span(0, 4), "tide", Metadata.empty());
        DocumentNodes empty =
                new DocumentNodes(Document.of("half", "tide"), "test", List.of(node("half")), List.of(Embedding.of(1)));
        try (Directory directory = FSDirectory.open(folder.resolve(StoreDirectory.INDEX));
                IndexWriter writer = new IndexWriter(
                        directory, new IndexWriterConfig().setCodec(StoreCodec.of(VectorEncoding.FLOAT32)))) {
            writer.addDocument(record(StoredRecord.of(alone)));
            writer.addDocument(record(StoredRecord.of(empty)));
            writer.addDocument(record(StoredRecord.of(Versioned.document("a", 1, 3, 0))));
            writer.addDocument(record(new BytesRef("?")));
        }

        VerifyReport report = LuceneStore.verify(folder);

        assertThat(report.isSound()).isFalse();
        assertThat(report.faults())
                .containsExactlyInAnyOrder(
                        "node alone#0 has no vector",
                        "nodes of document alone are there without the document",
                        "document half must have 1 nodes, has 0",
                        "document a is there twice",
                        "record 7 cannot be read: record must begin with 'd', got: '?'");
    }

    private static Node node(String documentId) {
        return Node.of(documentId, 0, new Span(0, 4), "tide", Metadata.empty());
    }

    private static List<IndexableField> record(BytesRef bytes) {
        return List.of(new StoredField(Fields.RECORD, bytes));
    }
}
