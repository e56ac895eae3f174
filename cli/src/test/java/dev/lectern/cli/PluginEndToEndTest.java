package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.store.Filter;
import dev.lectern.store.retrieval.plugin.PluginChunk;
import dev.lectern.store.retrieval.plugin.PluginFilter;
import dev.lectern.store.retrieval.plugin.PluginQuery;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of this project against its server, over a store on disk and with the real embedding model: nothing here is a fake. */
class PluginEndToEndTest {

    private static final Metadata OF_TIDES = metadata("email", "m-1", "Ada Reef", "2025-03-31T18:15:00.123456789Z");

    private static final List<Document> DOCUMENTS = List.of(
            Document.of("tides", "The tide turns twice a day.", OF_TIDES),
            Document.of(
                    "light", "The light flashes twice.", metadata("file", "f-1", "Tom Lamp", "2019-11-20T17:00:00Z")),
            Document.of(
                    "ferry",
                    "The ferry leaves twice a day.",
                    metadata("chat", "c-1", "Ada Reef", "2024-05-02T06:30:00Z")));

    @TempDir
    private Path folder;

    private RetrievalPluginServer server;
    private RetrievalPluginClient client;

    private static Metadata metadata(String source, String sourceId, String author, String createdAt) {
        return Metadata.builder()
                .set(MetadataKeys.SOURCE, source)
                .set(MetadataKeys.SOURCE_ID, sourceId)
                .set(MetadataKeys.URL, "https://example.org/" + sourceId)
                .set(MetadataKeys.CREATED_AT, Instant.parse(createdAt))
                .set(MetadataKeys.AUTHOR, author)
                .build();
    }

    @BeforeEach
    void start() {
        server = RetrievalPluginServer.builder()
                .option("port", "0")
                .option("store.path", folder.resolve("index").toString())
                .build();
        server.start();
        String token = server.generatedToken().orElseThrow();
        client = RetrievalPluginClient.builder(server.uri().toString())
                .token(() -> token)
                .build();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private List<String> found(PluginFilter filter) {
        return client.query(PluginQuery.of("twice").withTopK(10).filteredBy(filter)).chunks().stream()
                .map(PluginChunk::documentId)
                .sorted()
                .toList();
    }

    @Test
    void upsert_allMetadataOfTheApi_comesBackAsItWasSentAlsoAfterARestart() {
        client.upsert(DOCUMENTS);
        server.stop();
        start();

        PluginChunk chunk = client.query(
                        PluginQuery.of("When does the tide turn?").withTopK(1))
                .chunks()
                .get(0);

        assertThat(chunk.text()).isEqualTo("The tide turns twice a day.");
        assertThat(chunk.metadata().asMap()).containsAllEntriesOf(OF_TIDES.asMap());
        assertThat(chunk.metadata().instant(MetadataKeys.CREATED_AT))
                .contains(Instant.parse("2025-03-31T18:15:00.123456789Z"));
    }

    @Test
    void query_eachFilter_findsWhatMeetsIt() {
        client.upsert(DOCUMENTS);
        PluginFilter none = PluginFilter.none();

        Map<PluginFilter, List<String>> expected = Map.of(
                none,
                List.of("ferry", "light", "tides"),
                none.withDocumentId("light"),
                List.of("light"),
                none.withSource("chat"),
                List.of("ferry"),
                none.withSourceId("m-1"),
                List.of("tides"),
                none.withAuthor("Ada Reef"),
                List.of("ferry", "tides"),
                none.withAuthor("Ada Reef").withSource("file"),
                List.of(),
                none.withStartDate(Instant.parse("2024-05-02T06:30:00Z")),
                List.of("ferry", "tides"),
                none.withStartDate(Instant.parse("2024-05-02T06:30:01Z")),
                List.of("tides"),
                none.withEndDate(Instant.parse("2024-05-02T06:30:00Z")),
                List.of("ferry", "light"));

        assertThat(expected)
                .allSatisfy((filter, ids) ->
                        assertThat(found(filter)).as(filter.toString()).isEqualTo(ids));
    }

    @Test
    void upsert_documentOfTheSameId_replacesItWhole() {
        client.upsert(DOCUMENTS);

        client.upsert(List.of(Document.of("tides", "The tide comes in.")));

        List<PluginChunk> chunks = client.query(
                        PluginQuery.of("tide").filteredBy(PluginFilter.none().withDocumentId("tides")))
                .chunks();
        assertThat(chunks).extracting(PluginChunk::text).containsExactly("The tide comes in.");
        assertThat(chunks.get(0).metadata().text(MetadataKeys.AUTHOR)).isEmpty();
    }

    @Test
    void delete_byIdsFilterAndAll_takesWhatIsMeantAndNothingElse() {
        client.upsert(DOCUMENTS);

        client.deleteDocuments(List.of("tides", "unknown"));
        assertThat(found(PluginFilter.none())).containsExactly("ferry", "light");
        client.delete(PluginFilter.none().withAuthor("Ada Reef"));
        assertThat(found(PluginFilter.none())).containsExactly("light");
        client.deleteAll();
        assertThat(found(PluginFilter.none())).isEmpty();
    }

    @Test
    void index_overTheServer_retrievesWithAFilterAndDeletes() {
        RetrievalPluginIndex index = RetrievalPluginIndex.fromDocuments(client, DOCUMENTS);
        Query query = Query.of("twice").filteredBy(Filter.eq(MetadataKeys.AUTHOR, "Ada Reef"));

        assertThat(index.retriever(RetrieverOptions.defaults()).retrieve(query).nodes())
                .extracting(scored -> scored.node().documentId())
                .containsExactlyInAnyOrder("tides", "ferry");
        assertThat(index.delete("tides")).isTrue();
        assertThat(index.delete("tides")).isFalse();
    }
}
