package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that earlier versions wrote are opened for ever; see {@link FormatSample} and {@code docs/formats/store-lucene.md}. */
class FormatTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "vectors {0}")
    @EnumSource
    void open_sampleOfFormat1_holdsWhatWasStored(VectorEncoding vectors) throws Exception {
        Path directory = sample("v1/" + vectors.name().toLowerCase(Locale.ROOT));
        assertThat(Files.readString(directory.resolve(Manifest.FILE))).contains("\"format\" : 1");
        List<DocumentNodes> documents = FormatSample.documents();

        try (LuceneStore store = LuceneStore.openReadOnly(directory)) {
            requireAll(store, documents);
            assertThat(store.status().vectors()).isEqualTo(vectors);
            assertThat(store.status().model()).isEqualTo(FormatSample.MODEL.name());
            assertThat(store.status().splitting()).isEqualTo("splitter 1, model alpha");
            store.bindModel(FormatSample.MODEL);
        }
        assertThat(LuceneStore.verify(directory)).isEqualTo(new VerifyReport(4, 23, List.of()));
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(documents);
            store.compact();
            requireAll(store, documents);
        }
    }

    private static void requireAll(LuceneStore store, List<DocumentNodes> documents) {
        for (DocumentNodes each : documents) {
            String id = each.document().id();
            assertThat(store.versions(List.of(id))).containsEntry(id, each.version());
            assertThat(store.nodes(id)).isEqualTo(each.nodes());
        }
        assertThat(store.documents(null, 9))
                .extracting(StoredDocument::metadata)
                .containsExactlyInAnyOrderElementsOf(documents.stream()
                        .map(each -> each.document().metadata())
                        .toList());
        assertThat(store.search(StoreQuery.vector(Embedding.of(6, 8, 0), 1)))
                .containsExactly(new ScoredNode(documents.get(0).nodes().get(0), 1, ScoreKind.COSINE));
        assertThat(ids(store.search(StoreQuery.keyword("ferry", 1)))).containsExactly("sea");
        assertThat(ids(store.search(StoreQuery.keyword("\u6F6E\u6C50", 1)))).hasSize(1);
        documents
                .get(0)
                .document()
                .metadata()
                .asMap()
                .forEach((key, value) -> assertThat(ids(store.search(
                                StoreQuery.vector(Embedding.of(0, 0, 1), 9).filteredBy(Filter.eq(key, value)))))
                        .as("%s", key)
                        .containsExactly("sea", "sea"));
    }

    private static List<String> ids(List<ScoredNode> found) {
        return found.stream().map(each -> each.node().documentId()).toList();
    }

    private Path sample(String name) throws Exception {
        URL sample = Objects.requireNonNull(FormatTest.class.getResource("/formats/store-lucene/" + name), name);
        return Snapshot.copy(Path.of(sample.toURI()), folder.resolve("store"));
    }
}
