package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.UpsertReport;
import dev.lectern.testkit.FakeReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetrievalPluginStoreTest {

    private static final Document TIDES =
            Document.of("tides", "The tide turns twice a day.", Metadata.of(MetadataKeys.AUTHOR, "Ann"));
    private static final Document BREAD =
            Document.of("bread", "Bread needs flour and yeast.", Metadata.of(MetadataKeys.AUTHOR, "Bo"));

    private final PluginServer server = PluginServer.start();
    private final RetrievalPluginClient client = server.client().build();
    private final RetrievalPluginStore store = RetrievalPluginStore.create(client);

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    private static DocumentNodes whole(Document document) {
        return DocumentNodes.whole(document);
    }

    private static StoreQuery ask(String text, int topK) {
        return new StoreQuery(SearchMode.VECTOR, text, null, topK, null, Fusion.reciprocalRank());
    }

    @Test
    void capabilities_always_areWhatTheApiCan() {
        assertThat(store.capabilities())
                .containsExactlyInAnyOrder(Capability.OWN_EMBEDDING, Capability.VECTOR_SEARCH, Capability.FILTER);
    }

    @Test
    void upsert_wholeDocuments_goOverWholeAndAreFound() {
        UpsertReport report = store.upsert(List.of(whole(TIDES), whole(BREAD)));

        assertThat(report).isEqualTo(new UpsertReport(2, 0, 0));
        List<ScoredNode> found = store.search(ask("When does the tide turn twice?", 1));
        assertThat(found).singleElement().satisfies(node -> {
            assertThat(node.node().id()).isEqualTo("tides_0");
            assertThat(node.node().documentId()).isEqualTo("tides");
            assertThat(node.node().text()).isEqualTo(TIDES.text());
            assertThat(node.node().metadata()).isEqualTo(TIDES.metadata());
            assertThat(node.kind()).isEqualTo(ScoreKind.REMOTE);
            assertThat(node.score()).isPositive();
        });
    }

    @Test
    void upsert_nothing_sendsNothing() {
        assertThat(store.upsert(List.of())).isEqualTo(new UpsertReport(0, 0, 0));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void upsert_splitDocument_isRefusedAndNothingSent() {
        DocumentNodes split = new DocumentNodes(
                TIDES, "x", SentenceSplitter.byChars(100, 0).split(TIDES), List.of(Embedding.of(new float[] {1})));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.upsert(List.of(whole(BREAD), split)))
                .withMessage(
                        "documents must come whole, since the server embeds by itself, got: 1 nodes of document tides;"
                                + " use DocumentNodes.whole or IngestPipeline.builder(store)");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void upsert_metadataTheApiCannotCarry_isReported() {
        Document page = Document.of(
                "p",
                "A page.",
                Metadata.builder()
                        .set(MetadataKeys.SOURCE, "web")
                        .set(MetadataKeys.TITLE, "Page")
                        .build(),
                List.of(Section.page(1, new Span(0, 7))));

        store.upsert(List.of(whole(page), whole(TIDES)));
        store.upsert(List.of(whole(page)));

        assertThat(store.report().documents()).isEqualTo(3);
        assertThat(store.report().leftOut()).isEqualTo(Map.of("source", 2L, "title", 2L));
        assertThat(store.report().sections()).isEqualTo(2);
    }

    @Test
    void search_filter_isTranslatedAndAppliedBeforeTheBestAreChosen() {
        store.upsert(List.of(whole(TIDES), whole(BREAD)));

        List<ScoredNode> found = store.search(ask("tide", 1).filteredBy(Filter.eq(MetadataKeys.AUTHOR, "Bo")));

        assertThat(found).extracting(node -> node.node().documentId()).containsExactly("bread");
        assertThatThrownBy(() -> store.search(ask("tide", 1).filteredBy(Filter.eq("title", "T"))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("title EQ");
    }

    @Test
    void search_otherModesOrVectorOnly_areRefused() {
        assertThatThrownBy(() -> store.search(StoreQuery.keyword("tide", 1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("Could not search in mode KEYWORD: the store has ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.search(StoreQuery.vector(Embedding.of(new float[] {1}), 1)))
                .withMessage("text must be given, since the server embeds by itself, got: a vector only");
    }

    @Test
    void search_piecesOfOneDocument_haveSpansThatDoNotOverlapAndIdsOfTheirOwn() {
        server.then(200, "application/json", """
                {"results":[{"results":[
                 {"id":"d_4","text":"one","metadata":{"document_id":"d"},"score":0.9},
                 {"id":"d","text":"two","metadata":{"document_id":"d"},"score":0.8},
                 {"id":"d","text":"three","metadata":{"document_id":"d"},"score":0.7},
                 {"id":"d","text":"three","metadata":{"document_id":"d"},"score":0.7},
                 {"id":"e_12","text":"four","score":0.6},
                 {"id":"f","text":" ","score":0.5},
                 {"text":"five"}]}]}
                """);

        List<ScoredNode> found = store.search(ask("q", 50));

        assertThat(found)
                .extracting(each -> each.node().id() + " " + each.node().documentId() + " "
                        + each.node().ordinal() + " " + each.node().span().start() + " " + each.score() + " "
                        + each.kind())
                .containsExactly(
                        "d_4 d 4 0 0.9 REMOTE",
                        "d d 0 4 0.8 REMOTE",
                        "d#1 d 0 8 0.7 REMOTE",
                        "e_12 e 12 0 0.6 REMOTE",
                        "unknown unknown 0 0 0.0 NONE");
    }

    @Test
    void search_distances_areTurnedAndTheOrderIsTheServers() {
        RetrievalPluginStore distant = RetrievalPluginStore.create(client, PluginScores.DISTANCE, true);
        RetrievalPluginStore cosine = RetrievalPluginStore.create(client, PluginScores.COSINE, true);
        String answer = "{\"results\":[{\"results\":[{\"id\":\"a\",\"text\":\"a\",\"score\":0},"
                + "{\"id\":\"b\",\"text\":\"b\",\"score\":0.25},{\"id\":\"c\",\"text\":\"c\",\"score\":7}]}]}";
        server.then(200, "application/json", answer).then(200, "application/json", answer);

        assertThat(distant.search(ask("q", 2))).extracting(ScoredNode::score).containsExactly(0.0, -0.25);
        assertThat(cosine.search(ask("q", 3))).extracting(ScoredNode::kind).containsOnly(ScoreKind.COSINE);
    }

    @Test
    void versions_sentByThisObject_areKnownUntilDeletedOrFailed() {
        List<String> both = List.of("tides", "bread");
        store.upsert(List.of(whole(TIDES), whole(BREAD)));
        assertThat(store.versions(both))
                .isEqualTo(Map.of(
                        "tides", whole(TIDES).version(), "bread", whole(BREAD).version()));

        store.delete(Deletion.documents(List.of("tides")));
        assertThat(store.versions(both)).containsOnlyKeys("bread");

        server.then(500, "application/json", "{\"detail\":\"Internal Service Error\"}");
        assertThatThrownBy(() -> store.upsert(List.of(whole(BREAD)))).isInstanceOf(RetrievalPluginException.class);
        assertThat(store.versions(both)).isEmpty();
    }

    @Test
    void versions_ofAnotherObject_areNotKnownAndSentAgain() {
        IngestPipeline.builder(store).build().run(List.of(TIDES));
        RetrievalPluginStore other = RetrievalPluginStore.create(client);

        IngestReport report = IngestPipeline.builder(other).build().run(List.of(TIDES));

        assertThat(report.added()).isEqualTo(1);
        assertThat(server.store().documentCount()).isEqualTo(1);
    }

    @Test
    void versions_notRemembered_areSentEachTime() {
        RetrievalPluginStore shared = RetrievalPluginStore.create(client, PluginScores.SIMILARITY, false);
        IngestPipeline pipeline = IngestPipeline.builder(shared).build();

        pipeline.run(List.of(TIDES));
        IngestReport again = pipeline.run(List.of(TIDES));

        assertThat(again.added()).isEqualTo(1);
        assertThat(server.requests).hasSize(2);
        assertThat(shared.versions(List.of("tides"))).isEmpty();
    }

    @Test
    void versions_twoRequestsAboutOneDocument_areNotKnownSinceTheirOrderIsNot() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        server.then((exchange, request) -> {
            there.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            PluginServer.respond(exchange, 200, "application/json", "{\"ids\":[\"tides\"]}");
        });
        Thread slow = new Thread(() -> store.upsert(List.of(whole(TIDES))));
        slow.start();
        there.await();

        store.upsert(List.of(whole(Document.of("tides", "Other text."))));
        gate.countDown();
        slow.join();

        assertThat(store.versions(List.of("tides"))).isEmpty();
    }

    @Test
    void delete_documents_countsWhatWasSentAndWhatTheServerShows() {
        store.upsert(List.of(whole(TIDES)));
        RetrievalPluginStore.create(client).upsert(List.of(whole(BREAD)));

        assertThat(store.delete(Deletion.documents(List.of("tides", "bread", "nowhere"))))
                .isEqualTo(2);
        assertThat(server.store().documentCount()).isZero();
        assertThat(store.delete(Deletion.documents(List.of("tides")))).isZero();
        assertThat(store.delete(Deletion.documents(List.of()))).isZero();
    }

    @Test
    void delete_tokenThatMayNotAsk_deletesAllTheSame() {
        server.then(403, "application/json", "{\"detail\":\"no right to read\"}");

        assertThat(store.delete(Deletion.documents(List.of("bread")))).isZero();
        assertThat(server.requests).extracting(PluginServer.Request::path).containsExactly("/query", "/delete");
    }

    @Test
    void delete_matching_deletesByFilterAndCountsWhatItSaw() {
        store.upsert(List.of(whole(TIDES), whole(BREAD)));

        assertThat(store.delete(Deletion.matching(Filter.eq(MetadataKeys.AUTHOR, "Ann"))))
                .isEqualTo(1);
        assertThat(server.store().versions(List.of("tides", "bread"))).containsOnlyKeys("bread");
        assertThat(store.versions(List.of("tides", "bread"))).isEmpty();
    }

    @Test
    void delete_filterTheApiCannotSayOrEmpty_deletesNothing() {
        store.upsert(List.of(whole(TIDES)));

        assertThatThrownBy(() -> store.delete(Deletion.matching(Filter.eq("url", "https://example.org"))))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.delete(Deletion.matching(Filter.and(Filter.and()))))
                .withMessage("filter must have a condition, got: none; use Deletion.everything() to delete all");
        assertThat(server.store().documentCount()).isEqualTo(1);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void delete_everything_saysHowManyOfThisObject() {
        store.upsert(List.of(whole(TIDES), whole(BREAD)));

        assertThat(store.delete(Deletion.everything())).isEqualTo(2);
        assertThat(server.store().documentCount()).isZero();
    }

    @Test
    void listing_always_isRefusedWithTheCapability() {
        for (Runnable call : List.<Runnable>of(
                () -> store.documents(null, 1), () -> store.nodes("tides"), store::documentCount, store::nodeCount)) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageMatching("Could not (list|count) (documents|nodes): the store lacks LISTING;"
                            + " the retrieval-plugin store has .* Ask the database behind the server\\.");
        }
        assertThatThrownBy(() -> RetrievalPluginIndex.create(store)
                        .sync(FakeReader.of("shelf", List.of(TIDES)), "shelf", document -> true))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("LISTING");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void close_always_forbidsAllButCapabilities() {
        store.close();
        store.close();

        assertThat(store.capabilities()).isNotEmpty();
        for (Runnable call : List.<Runnable>of(
                () -> store.upsert(List.of()),
                () -> store.search(ask("q", 1)),
                () -> store.delete(Deletion.everything()),
                () -> store.versions(List.of()),
                store::nodeCount)) {
            assertThatIllegalStateException()
                    .isThrownBy(call::run)
                    .withMessage("store must be open, got: closed (" + server.endpoint() + ")");
        }
    }
}
