package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreException;
import dev.lectern.store.StoreQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store remembers which model made its vectors, and takes no other as long as it has any. */
class ModelBindingTest {

    @TempDir
    private Path folder;

    @Test
    void bindModel_another_isRefusedWithBothNames() {
        Path directory = filled("alpha", 3);

        for (LuceneStore store : List.of(LuceneStore.open(directory), LuceneStore.openReadOnly(directory))) {
            try (store) {
                store.bindModel(model("alpha", 3, "alpha"));
                assertThatThrownBy(() -> store.bindModel(model("beta", 5, "beta")))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("Could not use embedding model beta (5 dimensions) with store " + directory
                                + ": its vectors were made by alpha (3 dimensions). Use that model, index into another"
                                + " directory, or delete everything first.");
                assertThatThrownBy(() -> store.bindModel(model("alpha", 3, "alpha, longer window")))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("alpha (3 dimensions) in the form alpha, longer window")
                        .hasMessageContaining("made by alpha (3 dimensions) in the form alpha.");
                assertThat(store.status().model()).isEqualTo("alpha");
            }
        }
    }

    @Test
    void bindModel_storeWhoseModelNobodySaid_goesByDimensions() {
        Path directory = folder.resolve("store");
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(List.of(document("a", 1, 2, 3)));
            assertThatThrownBy(() -> store.bindModel(model("beta", 5, "beta")))
                    .hasMessageContaining("beta (5 dimensions)")
                    .hasMessageContaining("a model of 3 dimensions");

            store.bindModel(model("alpha", 3, "alpha"));
        }

        try (LuceneStore store = LuceneStore.openReadOnly(directory)) {
            assertThat(store.status().model()).isEqualTo("alpha");
        }
    }

    @Test
    void bindModel_emptiedStore_takesAnother() {
        Path directory = filled("alpha", 3);
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.delete(Deletion.documents(List.of("a")));
            store.bindModel(model("beta", 2, "beta"));
            store.upsert(List.of(document("b", 1, 2)));
        }

        try (LuceneStore store = LuceneStore.open(directory)) {
            assertThat(store.status().model()).isEqualTo("beta");
            assertThat(store.search(StoreQuery.vector(Embedding.of(1, 2), 3))).hasSize(1);
            assertThatThrownBy(() -> store.bindModel(model("alpha", 3, "alpha")))
                    .hasMessageContaining("beta (2 dimensions)");
        }
    }

    @Test
    void bindModel_readerOpenedBefore_seesWhatTheWriterBinds() {
        Path directory = folder.resolve("store");
        try (LuceneStore writer = LuceneStore.open(directory);
                LuceneStore reader = LuceneStore.openReadOnly(directory)) {
            writer.bindModel(model("alpha", 3, "alpha"));
            writer.upsert(List.of(document("a", 1, 2, 3)));

            assertThat(reader.status().model()).isEqualTo("alpha");
            reader.bindModel(model("alpha", 3, "alpha"));
        }
    }

    /** A crash right after the new model was bound must not bring back the nodes of the old. */
    @Test
    void bindModel_afterUncommittedDeletion_commitsItFirst() throws Exception {
        Path directory = filled("alpha", 3);
        Path crashed;
        try (LuceneStore store = LuceneStore.builder(directory)
                .commitPolicy(CommitPolicy.every(Duration.ofDays(1)))
                .open()) {
            store.delete(Deletion.everything());
            store.bindModel(model("beta", 2, "beta"));
            crashed = Snapshot.copy(directory, folder.resolve("crashed"));
        }

        try (LuceneStore store = LuceneStore.open(crashed)) {
            assertThat(store.nodeCount()).isZero();
            assertThat(store.status().model()).isEqualTo("beta");
        }
    }

    @Test
    void manifest_namesOfAnyUnicode_comeBack() {
        String name = "m\u00F6del \uD83C\uDF0A \uDC00 \"quoted\"\n";
        Path directory = filled(name, 3);

        try (LuceneStore store = LuceneStore.openReadOnly(directory)) {
            assertThat(store.status().model()).isEqualTo(name);
            store.bindModel(model(name, 3, name));
        }
    }

    private Path filled(String name, int dimensions) {
        Path directory = folder.resolve("store");
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.bindModel(model(name, dimensions, name));
            store.upsert(List.of(document("a", 1, 2, 3)));
        }
        return directory;
    }

    private static EmbeddingModel model(String name, int dimensions, String fingerprint) {
        return new Named(name, dimensions, fingerprint);
    }

    /** A model that is only known by name. */
    private record Named(String name, int dimensions, String fingerprint) implements EmbeddingModel {

        @Override
        public int maxTokens() {
            return 1;
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            throw new UnsupportedOperationException("embeds nothing");
        }

        @Override
        public Embedding embedQuery(String text) {
            throw new UnsupportedOperationException("embeds nothing");
        }

        @Override
        public void close() {}
    }

    private static DocumentNodes document(String id, float... vector) {
        return new DocumentNodes(
                Document.of(id, "tide"),
                "test",
                List.of(Node.of(id, 0, new Span(0, 4), "tide", Metadata.empty())),
                List.of(Embedding.of(vector)));
    }
}
