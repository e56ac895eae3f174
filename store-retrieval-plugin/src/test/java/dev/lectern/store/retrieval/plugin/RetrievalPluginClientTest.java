package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrievalPluginClientTest {

    private static final Document TIDES = Document.of(
            "notes/tides.txt",
            "The tide turns twice a day.",
            Metadata.builder()
                    .set(MetadataKeys.SOURCE, "file")
                    .set(MetadataKeys.AUTHOR, "Ann Ware")
                    .set(MetadataKeys.CREATED_AT, Instant.parse("2023-03-05T10:00:00Z"))
                    .set(MetadataKeys.TITLE, "Tides")
                    .build());

    private final PluginServer server = PluginServer.start();
    private final RetrievalPluginClient client = server.client().build();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void upsert_document_goesNestedWithIdAndToken() {
        UpsertAnswer answer = client.upsert(List.of(TIDES));

        PluginServer.Request request = server.requests.get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /upsert");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer " + PluginServer.TOKEN)
                .containsEntry("content-type", "application/json");
        assertThat(request.body())
                .isEqualTo("{\"documents\":[{\"id\":\"notes/tides.txt\",\"text\":\"The tide turns twice a day.\","
                        + "\"metadata\":{\"source\":\"file\",\"created_at\":\"2023-03-05T10:00:00Z\","
                        + "\"author\":\"Ann Ware\"}}]}");
        assertThat(answer.ids()).containsExactly("notes/tides.txt");
        assertThat(answer.report().leftOut()).isEqualTo(Map.of("title", 1L));
    }

    @Test
    void upsert_nothing_sendsNothing() {
        assertThat(client.upsert(List.of()).ids()).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void upsert_twoOfOneId_sendsTheLater() {
        client.upsert(List.of(Document.of("a", "old"), Document.of("b", "b"), Document.of("a", "new")));

        assertThat(server.requests.get(0).body()).contains("new").doesNotContain("old");
    }

    @Test
    void upsert_unpairedSurrogate_isRefusedAndNothingSent() {
        assertThatThrownBy(() -> client.upsert(List.of(TIDES, Document.of("torn", "a\uD83Cb"))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Could not upsert document torn: text has an unpaired surrogate U+D83C at char 1."
                        + " Repair it first, for instance by putting U+FFFD in its place.");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void upsert_serverLeavesOutBlankOnesOrGivesIdsOfPieces_isTaken() {
        server.then(200, "application/json", "{\"ids\":[]}")
                .then(200, "application/json", "{\"ids\":[\"a_0\",null,7]}");

        assertThat(client.upsert(List.of(Document.of("a", " "))).ids()).isEmpty();
        assertThat(client.upsert(List.of(Document.of("a", "x"))).ids()).containsExactly("a_0", "7");
    }

    @Test
    void upsert_manyDocuments_goInBatchesByCountAndBytesAndIdsKeepTheirOrder() {
        RetrievalPluginClient small =
                server.client().batchDocuments(3).batchBytes(400).parallelism(4).build();
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(Document.of("d" + i, i % 10 == 9 ? "long ".repeat(200) : "short " + i));
        }

        List<String> ids = small.upsert(documents).ids();

        assertThat(ids).isEqualTo(documents.stream().map(Document::id).toList());
        assertThat(server.requests).hasSizeGreaterThan(13).allSatisfy(request -> {
            List<?> sent = (List<?>) request.json().get("documents");
            assertThat(sent).hasSizeBetween(1, 3);
            assertThat(sent.size() == 1 || request.body().length() <= 400).isTrue();
        });
    }

    @Test
    void upsert_manyBatches_goSoManyAtATimeAndNoMore() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        server.always((exchange, request) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            three.countDown();
            await(three);
            inside.decrementAndGet();
            PluginServer.respond(exchange, 200, "application/json", "{\"ids\":[\"x\"]}");
        });
        RetrievalPluginClient parallel =
                server.client().batchDocuments(1).parallelism(3).build();

        List<String> ids = parallel.upsert(numbered(20)).ids();

        assertThat(ids).hasSize(20);
        assertThat(most).hasValue(3);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void upsert_oneBatchIsRefused_endsTheRest() {
        server.always((exchange, request) -> PluginServer.respond(
                exchange, request.body().contains("\"d2\"") ? 422 : 200, "application/json", "{\"ids\":[]}"));
        RetrievalPluginClient single =
                server.client().batchDocuments(1).parallelism(1).build();

        assertThatThrownBy(() -> single.upsert(numbered(20)))
                .isInstanceOf(RetrievalPluginException.class)
                .hasMessageStartingWith("Could not upsert 1 document at " + server.endpoint()
                        + ": the server answered with status 422");
        assertThat(server.requests).hasSize(3);
    }

    private static List<Document> numbered(int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(Document.of("d" + i, "text " + i));
        }
        return documents;
    }

    @Test
    void upsert_interrupted_breaksOffAndKeepsTheFlag() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        server.always((exchange, request) -> {
            there.countDown();
            await(gate);
        });
        List<Object> outcome = new ArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                client.upsert(List.of(TIDES));
            } catch (RetrievalPluginException e) {
                outcome.add(e.fault());
                outcome.add(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        there.await();

        caller.interrupt();
        caller.join();
        gate.countDown();

        assertThat(outcome).containsExactly(RetrievalPluginException.Fault.INTERRUPTED, true);
    }

    @Test
    void upsertFile_textFile_goesAsFormWithBareTypeAndMetadata() throws Exception {
        Path file = Files.writeString(folder.resolve("ti\"des.txt"), "The tide turns.");
        server.then(200, "application/json", "{\"ids\":[\"f1\"]}");

        UpsertAnswer answer = client.upsertFile(file, TIDES.metadata());

        PluginServer.Request request = server.requests.get(0);
        String boundary = request.headers().get("content-type").replace("multipart/form-data; boundary=", "");
        assertThat(request.body())
                .isEqualTo("--" + boundary + "\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n"
                        + "{\"source\":\"file\",\"created_at\":\"2023-03-05T10:00:00Z\",\"author\":\"Ann Ware\"}\r\n"
                        + "--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ti%22des.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\nThe tide turns.\r\n--" + boundary + "--\r\n");
        assertThat(request.headers().get("content-length"))
                .isEqualTo("" + request.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.ids()).containsExactly("f1");
        assertThat(answer.report().leftOut()).isEqualTo(Map.of("title", 1L));
    }

    @Test
    void upsertFile_unknownEndOrTypeWithParameters_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.upsertFile(file, Metadata.empty()))
                .withMessage("file must end in one of [csv, docx, md, pdf, pptx, txt], got: page.html;"
                        + " for a server that reads more give the media type");
        for (String type : List.of("text/plain; charset=utf-8", "text", "text/plain\r\nX: y")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.upsertFile(file, type, Metadata.empty()))
                    .withMessageContaining("got: \"" + type + "\"");
        }
        assertThatThrownBy(() -> client.upsertFile(folder.resolve("gone.txt"), Metadata.empty()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("gone.txt: it is no file that can be read");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void upsertFile_busyServer_isNotSentAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "x");
        server.then(503, "text/plain; charset=utf-8", "busy");

        assertThatThrownBy(() -> client.upsertFile(file, Metadata.empty()))
                .isInstanceOf(RetrievalPluginException.class)
                .hasMessageStartingWith("Could not upload a.txt at ");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void query_severalQueries_goInOneRequestAndComeInOrder() {
        client.upsert(List.of(TIDES, Document.of("bread", "Bread needs flour.")));

        List<PluginResult> results = client.query(List.of(
                PluginQuery.of("flour for bread").withTopK(1),
                PluginQuery.of("tide").filteredBy(PluginFilter.none().withAuthor("Ann Ware"))));

        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.get(1).body())
                .isEqualTo("{\"queries\":[{\"query\":\"flour for bread\",\"top_k\":1},"
                        + "{\"query\":\"tide\",\"filter\":{\"author\":\"Ann Ware\"}}]}");
        assertThat(results).extracting(PluginResult::query).containsExactly("flour for bread", "tide");
        assertThat(results.get(0).chunks()).extracting(PluginChunk::documentId).containsExactly("bread");
        PluginChunk tide = results.get(1).chunks().get(0);
        assertThat(tide.id()).isEqualTo("notes/tides.txt_0");
        assertThat(tide.documentId()).isEqualTo("notes/tides.txt");
        assertThat(tide.metadata().text(MetadataKeys.AUTHOR)).contains("Ann Ware");
        assertThat(tide.metadata().instant(MetadataKeys.CREATED_AT)).contains(Instant.parse("2023-03-05T10:00:00Z"));
    }

    @Test
    void query_none_sendsNothing() {
        assertThat(client.query(List.of())).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void query_sparseAnswer_isTakenAsFarAsItGoes() {
        server.then(200, "application/json", """
                {"more":1,"results":[{"query":"q","results":[
                 {"text":"bare"},
                 {"id":null,"text":null,"metadata":null,"embedding":[0.5,1e-3],"score":null},
                 {"id":7,"text":"flat","source_id":"s","document_id":"d","score":"0.25","metadata":{}},
                 {"id":"d_3","text":"full","score":-12.5,"metadata":{"document_id":"d","created_at":"1672531200.0",
                  "author":"","url":null,"source":"Web","pages":3,"tags":["a","b"],"nested":{"k":[1,null]},"big":1e400}},
                 {"id":"n","text":"broken score","score":NaN,"metadata":{"created_at":"last week"}}]}]}
                """);

        List<PluginChunk> chunks = client.query(PluginQuery.of("q")).chunks();

        assertThat(chunks).hasSize(5);
        assertThat(chunks.get(0)).isEqualTo(new PluginChunk(null, null, "bare", Metadata.empty(), null));
        assertThat(chunks.get(1)).isEqualTo(new PluginChunk(null, null, "", Metadata.empty(), null));
        assertThat(chunks.get(2)).isEqualTo(new PluginChunk("7", "d", "flat", Metadata.of("source_id", "s"), 0.25));
        assertThat(chunks.get(3).score()).isEqualTo(-12.5);
        assertThat(chunks.get(3).metadata().toString())
                .contains("created_at=2023-01-01T00:00:00Z", "source=Web", "pages=3", "nested={\"k\":[1,null]}")
                .doesNotContain("author", "url", "document_id");
        assertThat(chunks.get(4).score()).isNull();
        assertThat(chunks.get(4).metadata().text("created_at")).contains("last week");
    }

    @Test
    void query_resultsMissingOrTooMany_isABadAnswer() {
        server.then(200, "application/json", "{\"results\":null}")
                .then(200, "application/json", "{\"results\":[{},{}]}")
                .then(200, "application/json", "[]");

        assertBad("it has no list of results ({\"results\":null})");
        assertBad("it has 2 results for 1 questions ({\"results\":[{},{}]})");
        assertBad("it has no list of results ([])");
    }

    @Test
    void query_pageOfAProxy_isABadAnswerWithItsTitle() {
        server.then(200, "text/html", "<!DOCTYPE html><html><head><title>Sign in\n here</title></head><p>x</html>")
                .then(200, "text/plain", "");

        assertBad("it is no JSON (HTML page: Sign in here)");
        assertBad("it is no JSON (empty)");
    }

    private void assertBad(String fault) {
        assertThatThrownBy(() -> client.query(PluginQuery.of("q")))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.fault()).isEqualTo(RetrievalPluginException.Fault.BAD_ANSWER))
                .hasMessage("Could not ask 1 question at " + server.endpoint()
                        + ": the answer of status 200 is not one of this API: " + fault
                        + ". Check that the endpoint is that of a plugin server.");
    }

    @Test
    void delete_ids_isDeleteWithABody() {
        client.upsert(List.of(TIDES));

        client.deleteDocuments(List.of("notes/tides.txt", "nowhere", "nowhere"));

        PluginServer.Request request = server.requests.get(1);
        assertThat(request.method() + " " + request.path() + " " + request.body())
                .isEqualTo("DELETE /delete {\"ids\":[\"notes/tides.txt\",\"nowhere\"]}");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        assertThat(server.store().documentCount()).isZero();
    }

    @Test
    void delete_manyIds_goesInParts() {
        client.deleteDocuments(numbered(1001).stream().map(Document::id).toList());

        assertThat(server.requests)
                .extracting(request -> ((List<?>) request.json().get("ids")).size())
                .containsExactly(500, 500, 1);
    }

    @Test
    void delete_filterOrAll_saysSo() {
        client.delete(PluginFilter.none().withSource("file").withStartDate(Instant.parse("2023-01-01T00:00:00Z")));
        client.deleteAll();

        assertThat(server.requests)
                .extracting(PluginServer.Request::body)
                .containsExactly(
                        "{\"filter\":{\"source\":\"file\",\"start_date\":\"2023-01-01T00:00:00Z\"}}",
                        "{\"delete_all\":true}");
    }

    @Test
    void delete_nothingOrEmptyFilter_isNotSent() {
        client.deleteDocuments(List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.delete(PluginFilter.none()))
                .withMessage("filter must have a condition, got: none; use deleteAll() to delete everything");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void delete_successFalseOrAbsent_isAFailure() {
        server.then(200, "application/json", "{\"success\":false}").then(200, "application/json", "{}");

        assertThatThrownBy(client::deleteAll)
                .isInstanceOf(RetrievalPluginException.class)
                .hasMessage("Could not delete everything at " + server.endpoint()
                        + ": the server answered \"success\": false. Look into the log of the server.");
        assertThatThrownBy(client::deleteAll).hasMessageContaining("it does not say whether it was a success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//"})
    void endpoint_slashesAtItsEnd_doNotMatter(String slashes) {
        RetrievalPluginClient slashed = RetrievalPluginClient.builder(server.endpoint() + "/sub" + slashes)
                .token(() -> PluginServer.TOKEN)
                .build();
        server.then(200, "application/json", "{\"results\":[{\"results\":null}]}");

        assertThat(slashed.query(PluginQuery.of("q")).chunks()).isEmpty();
        assertThat(server.requests.get(0).path()).isEqualTo("/sub/query");
    }

    @Test
    void redirect_always_isRefusedSinceItWouldCarryTheTokenAway() {
        server.then(307, "text/plain", "", "Location", "http://elsewhere.example/query");

        assertThatThrownBy(() -> client.query(PluginQuery.of("q")))
                .hasMessageEndingWith("the server answered with status 307. Give the endpoint it redirects to;"
                        + " redirects are not followed, to keep the token here.");
    }

    @Test
    void withoutToken_always_sendsNoHeader() {
        RetrievalPluginClient open =
                RetrievalPluginClient.builder(server.endpoint()).withoutToken().build();
        server.then(200, "application/json", "{\"success\":true}");

        open.deleteAll();

        assertThat(server.requests.get(0).headers()).doesNotContainKey("authorization");
        assertThat(open).hasToString("RetrievalPluginClient[" + server.endpoint() + ", no token]");
    }

    @Test
    void token_changes_isAskedForEachTime() {
        AtomicInteger number = new AtomicInteger();
        RetrievalPluginClient rotating = RetrievalPluginClient.builder(server.endpoint())
                .token(() -> "t" + number.incrementAndGet())
                .build();
        server.then(200, "application/json", "{\"success\":true}").then(200, "application/json", "{\"success\":true}");

        rotating.deleteAll();
        rotating.deleteAll();

        assertThat(server.requests)
                .extracting(request -> request.headers().get("authorization"))
                .containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void options_outOfRange_areRefused() {
        RetrievalPluginClientBuilder builder = server.client();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxRetries(-1))
                .withMessage("maxRetries must be 0 or more, got: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.parallelism(0))
                .withMessage("parallelism must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.totalTimeout(java.time.Duration.ZERO))
                .withMessage("totalTimeout must be longer than 0, got: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(builder::withoutToken)
                .withMessage("token and withoutToken must be set once, got: both or twice");
    }
}
