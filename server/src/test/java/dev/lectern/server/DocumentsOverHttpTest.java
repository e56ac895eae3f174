package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.ingest.EmbeddedText;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsOverHttpTest {

    private static final String THREE = """
            {"documents":[
             {"id":"tides","text":"The tide turns twice a day.","metadata":{"source":"file","source_id":"t.md","author":"Ada",
              "url":"http://example.org/t","created_at":"2023-03-05T10:00:00+01:00"}},
             {"id":"wind","text":"The wind turns at noon.","metadata":{"source":"chat","author":"A%","created_at":"2022"}},
             {"id":"bare","text":"The turns of a road."}]}""";

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void query_afterUpsert_answersAllMembersInOrder() {
        server.post("/upsert", THREE);

        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"tide turns twice a day the\",\"top_k\":1}]}");

        assertThat(found.text())
                .isEqualTo("{\"results\":[{\"query\":\"tide turns twice a day the\",\"results\":[{\"id\":\"tides_0\","
                        + "\"text\":\"The tide turns twice a day.\",\"metadata\":{\"source\":\"file\",\"source_id\":\"t.md\","
                        + "\"url\":\"http://example.org/t\",\"created_at\":\"2023-03-05T10:00:00+01:00\",\"author\":\"Ada\","
                        + "\"document_id\":\"tides\"},\"embedding\":null,\"score\":1.0,\"source_id\":\"t.md\"}]}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"author\":\"Ada\"}' | tides",
                "'{\"author\":\"ada\"}' | ''",
                "'{\"author\":\"A%\"}' | wind",
                "'{\"source\":\"chat\"}' | wind",
                "'{\"source_id\":\"t.md\"}' | tides",
                "'{\"url\":\"http://example.org/t\"}' | tides",
                "'{\"document_id\":\"bare\"}' | bare",
                "'{\"created_at\":\"2023-03-05T10:00:00+01:00\"}' | tides",
                "'{\"created_at\":\"2023-03-05T09:00:00Z\"}' | tides",
                "'{\"start_date\":\"2023-03-05T09:00:00Z\"}' | tides",
                "'{\"start_date\":\"2023-03-05T09:00:01Z\"}' | ''",
                "'{\"end_date\":\"2023-03-05T09:00:00Z\"}' | tides,wind",
                "'{\"end_date\":\"2022-01-01\"}' | wind",
                "'{\"author\":\"Ada\",\"source\":\"chat\"}' | ''",
                "'{}' | bare,tides,wind",
                "'null' | bare,tides,wind",
                "'{\"author\":null}' | bare,tides,wind"
            })
    void query_filter_isExactAndJoinedByAnd(String filter, String ids) {
        server.post("/upsert", THREE);

        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"turns\",\"filter\":" + filter + "}]}");

        List<String> documents = new ArrayList<>();
        found.json()
                .at("/results/0/results")
                .forEach(
                        chunk -> documents.add(chunk.at("/metadata/document_id").asText()));
        assertThat(documents).containsExactlyInAnyOrder(ids.isEmpty() ? new String[0] : ids.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-03-05",
                "2023",
                "2023-03-05T10:00:00.100Z",
                "yesterday",
                "1672531200",
                " 2023-03-05",
                "2023-03-05T10:00:00Z",
                ""
            })
    void createdAt_anyText_comesBackAsItWas(String text) {
        server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"d\",\"text\":\"a tide\",\"metadata\":{\"created_at\":\"" + text + "\"}}]}");

        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}");

        assertThat(found.json().at("/results/0/results/0/metadata/created_at").asText("null"))
                .isEqualTo(text);
    }

    @Test
    void query_unknownFilterMember_isToldAndInStrictModeRefused() {
        String body = "{\"queries\":[{\"query\":\"a\",\"filter\":{\"colour\":\"red\"}}]}";

        Answer lax = server.post("/query", body);

        assertThat(lax.status()).isEqualTo(200);
        assertThat(lax.header("Lectern-Ignored-Members")).isEqualTo("colour");
        try (TestServer strict = TestServer.start("strict", "true")) {
            Answer refused = strict.post("/query", body);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("[\"body\",\"queries\",0,\"filter\",\"colour\"]", "value_error.extra");
        }
    }

    @Test
    void upsert_again_replacesTextAndMetadataWhole() {
        server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"tides\",\"text\":\"" + "The tide turns. ".repeat(300)
                        + "\",\"metadata\":{\"author\":\"Ada\"}}]}");
        assertThat(server.store().nodeCount()).isGreaterThan(1);

        server.post("/upsert", "{\"documents\":[{\"id\":\"tides\",\"text\":\"short\"}]}");

        assertThat(server.store().nodeCount()).isEqualTo(1);
        assertThat(server.get("/documents/tides").json().at("/metadata/author").isNull())
                .isTrue();
    }

    @Test
    void upsert_blankDocuments_areNotStoredAndNamed() {
        server.post("/upsert", THREE);

        Answer mixed = server.post(
                "/upsert", "{\"documents\":[{\"id\":\"tides\",\"text\":\" \\n\"},{\"id\":\"new\",\"text\":\"a\"}]}");
        Answer none = server.post("/upsert", "{\"documents\":[{\"id\":\"b,1\",\"text\":\"\"}]}");

        assertThat(mixed.text()).isEqualTo("{\"ids\":[\"tides\",\"new\"]}");
        assertThat(mixed.header("Lectern-Empty-Documents")).isEqualTo("tides");
        assertThat(none.text()).isEqualTo("{\"ids\":[]}");
        assertThat(none.header("Lectern-Empty-Documents")).isEqualTo("b%2C1");
        assertThat(server.store().nodes("tides")).isEmpty();
    }

    @Test
    void upsert_failingModel_leavesAllAsItWas() {
        BagOfWords model = new BagOfWords();
        try (TestServer failing = TestServer.start(model)) {
            failing.post("/upsert", "{\"documents\":[{\"id\":\"a\",\"text\":\"old a\"}]}");

            Answer answer = failing.post(
                    "/upsert",
                    "{\"documents\":[{\"id\":\"a\",\"text\":\"new a\"},{\"id\":\"b\",\"text\":\"FAIL_EMBED\"}]}");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Internal Service Error\"}");
            assertThat(answer.header("Lectern-Error")).isEqualTo("EmbedException");
            assertThat(failing.store().nodes("a").get(0).text()).isEqualTo("old a");
            assertThat(failing.store().documentCount()).isEqualTo(1);
        }
    }

    @Test
    void query_modelThatMayBeBackSoon_is503WithRetryAfter() {
        class Away extends WideModel {
            @Override
            public Embedding embedQuery(String text) {
                throw new EmbedException("away", "Could not embed: away.", null, true);
            }
        }
        try (TestServer away = TestServer.start(new Away())) {
            Answer answer = away.post("/query", "{\"queries\":[{\"query\":\"a\"}]}");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.text()).isEqualTo("{\"detail\":\"The embedding model is not available. Try again.\"}");
        }
    }

    @Test
    void query_longerThanTheModelReads_isRefusedByName() {
        Answer answer = server.post("/query", "{\"queries\":[{\"query\":\"" + "tide ".repeat(300) + "\"}]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("[\"body\",\"queries\",0,\"query\"]", "at most 256 tokens of the embedding model, got: 300");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\":[]}",
                "{\"delete_all\":false}",
                "{\"ids\":null,\"filter\":null,\"delete_all\":null}",
                "{\"filter\":{}}",
                "{\"filter\":{\"colour\":\"red\"}}",
                "{\"filter\":{\"author\":null}}"
            })
    void delete_nothingNamed_is400AndDeletesNothing(String body) {
        server.post("/upsert", THREE);

        Answer answer = server.delete(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"detail\":\"One of ids, filter, or delete_all is required\"}");
        assertThat(server.store().documentCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"ids\":[\"tides\",\"none\"]}' | 2",
                "'{\"ids\":[\"tides\"],\"filter\":{\"author\":\"A%\"}}' | 1",
                "'{\"ids\":[\"tides\"],\"filter\":{}}' | 2",
                "'{\"filter\":{\"end_date\":\"2022-01-01\"}}' | 2",
                "'{\"filter\":{\"author\":\"O''Brien%*_\"}}' | 3",
                "'{\"delete_all\":true,\"ids\":[\"none\"]}' | 0",
                "'{\"delete_all\":\"yes\"}' | 0"
            })
    void delete_whatIsNamed_goesAndNothingElse(String body, int left) {
        server.post("/upsert", THREE);

        Answer answer = server.delete(body);

        assertThat(answer.text()).isEqualTo("{\"success\":true}");
        assertThat(server.store().documentCount()).isEqualTo(left);
    }

    @Test
    void delete_filterWithAnUnknownMember_isRefusedRatherThanWidened() {
        server.post("/upsert", THREE);

        Answer answer = server.delete("{\"filter\":{\"author\":\"Ada\",\"colour\":\"red\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(server.store().documentCount()).isEqualTo(3);
    }

    @Test
    void clientOfLlamaIndex_uploadsQueriesAndDeletes() {
        server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"node-1\",\"text\":\"a tide\",\"source\":\"web\",\"source_id\":\"doc-1\","
                        + "\"url\":\"http://u\",\"created_at\":null,\"author\":\"Ada\"},{\"id\":\"node-2\",\"text\":\"a wind\",\"source_id\":\"doc-2\"}]}");

        JsonNode result = server.post("/query", "{\"queries\":[{\"query\":\"tide\",\"top_k\":2}]}")
                .json()
                .at("/results/0/results/0");
        Answer deleted = server.post("/delete", "{\"ids\":[\"doc-1\"]}");

        assertThat(result.path("source_id").asText()).isEqualTo("doc-1");
        assertThat(result.has("embedding")).isTrue();
        assertThat(result.at("/metadata/source").isNull()).isTrue();
        assertThat(result.at("/metadata/url").asText()).isEqualTo("http://u");
        assertThat(result.at("/metadata/author").asText()).isEqualTo("Ada");
        assertThat(deleted.text()).isEqualTo("{\"success\":true}");
        assertThat(server.store().nodes("node-1")).isEmpty();
        assertThat(server.store().nodes("node-2")).hasSize(1);
    }

    @Test
    void clientOfLangChain_readsTextAndMetadata() {
        server.post("/upsert", THREE);

        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"tide\",\"filter\":null,\"top_k\":3}]}");

        assertThat(found.json().at("/results/0/results")).hasSize(3).allSatisfy(chunk -> {
            assertThat(chunk.path("text").isTextual()).isTrue();
            assertThat(chunk.path("metadata")).hasSize(6);
        });
    }

    @Test
    void documents_listAndShow_goByIdWhateverItHolds() {
        server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"a/b c%2F#?ä\",\"text\":\"one\"},{\"id\":\"b\",\"text\":\"two\"},{\"id\":\"c\",\"text\":\"three\"}]}");

        JsonNode first = server.get("/documents?limit=2").json();
        JsonNode second = server.get("/documents?limit=2&after=b").json();
        Answer odd = server.get("/documents/a%2Fb%20c%252F%23%3F%C3%A4");

        assertThat(first.at("/documents/0/id").asText()).isEqualTo("a/b c%2F#?ä");
        assertThat(first.at("/documents/0/chunks").asInt()).isEqualTo(1);
        assertThat(first.path("next").asText()).isEqualTo("b");
        assertThat(second.path("documents")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(odd.json().at("/chunks/0/text").asText()).isEqualTo("one");
        assertThat(server.get("/documents/none").status()).isEqualTo(404);
        assertThat(server.get("/documents?limit=many").text()).contains("[\"query\",\"limit\"]", "type_error.integer");
        assertThat(server.get("/documents?limit=0").text()).contains("value_error.number.not_ge");
    }

    @Test
    void patch_metadata_changesWhatIsNamedAndKeepsTheChunks() {
        String text = "The tide turns twice a day.\\n\\nThe moon pulls. ".repeat(60);
        server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"d\",\"text\":\"" + text
                        + "\",\"metadata\":{\"author\":\"Ada\",\"url\":\"http://u\",\"source\":\"file\"}}]}");
        JsonNode before = server.get("/documents/d").json().path("chunks");

        Answer answer = server.send(server.request("/documents/d")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(
                                "{\"metadata\":{\"author\":\"Bob\",\"url\":null,\"created_at\":\"2024\"}}"))
                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("metadata").toString())
                .isEqualTo(
                        "{\"source\":\"file\",\"source_id\":null,\"url\":null,\"created_at\":\"2024\",\"author\":\"Bob\","
                                + "\"document_id\":\"d\"}");
        assertThat(answer.json().path("chunks")).isEqualTo(before);
        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"tide\",\"filter\":{\"author\":\"Bob\"}}]}");
        assertThat(found.json().at("/results/0/results")).isNotEmpty();
    }

    @Test
    void patch_unknownDocumentOrBadValue_isRefused() {
        server.post("/upsert", THREE);

        assertThat(patch("none", "{\"metadata\":{}}").status()).isEqualTo(404);
        assertThat(patch("tides", "{\"metadata\":{\"source\":\"web\"}}").text()).contains("type_error.enum");
        assertThat(patch("tides", "{}").text()).contains("[\"body\",\"metadata\"]", "value_error.missing");
    }

    private Answer patch(String id, String body) {
        return server.send(server.request("/documents/" + id)
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void storeFilledByOthers_isServedWithTheSourcesThatTheApiKnows() {
        InMemoryStore store = InMemoryStore.create();
        FakeEmbeddingModel model = FakeEmbeddingModel.create(256);
        Splitter splitter = SentenceSplitter.forModel(model);
        IngestPipeline.builder(store, splitter, model)
                .build()
                .run(List.of(Document.of(
                        "page",
                        "a tide",
                        Metadata.of(MetadataKeys.SOURCE, "web").plus(Metadata.of("colour", "red")))));
        try (TestServer other = TestServer.start(store, model)) {
            JsonNode chunk = other.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}")
                    .json()
                    .at("/results/0/results/0");
            String version = store.versions(List.of("page")).get("page");

            assertThat(chunk.at("/metadata/source").isNull()).isTrue();
            assertThat(chunk.path("metadata")).hasSize(6);
            assertThat(other.get("/documents/page")
                            .json()
                            .at("/metadata/colour")
                            .asText())
                    .isEqualTo("red");
            assertThat(version).endsWith(EmbeddedText.fingerprint(splitter, model));
        }
    }

    @Test
    void upsert_tooMuch_isRefusedByName() {
        try (TestServer small = TestServer.start(
                "max-documents",
                "1",
                "max-text-chars",
                "1000",
                "max-chunks",
                "2",
                "max-queries",
                "1",
                "max-top-k",
                "5")) {
            String two = "{\"documents\":[{\"text\":\"a\"},{\"text\":\"b\"}]}";
            String chunks = "{\"documents\":[{\"text\":\"" + "a b ".repeat(240) + "\"}]}";
            assertThat(small.post("/upsert", two).text())
                    .contains("ensure this value has at most 1 items", "\"limit_value\":1");
            assertThat(small.post("/upsert", "{\"documents\":[{\"text\":\"" + "a".repeat(1001) + "\"}]}")
                            .text())
                    .contains(
                            "[\"body\",\"documents\",0,\"text\"]",
                            "at most 1000 characters",
                            "value_error.any_str.max_length");
            assertThat(small.post("/upsert", chunks).text()).contains("at most 2 chunks, got: 3", "value_error.chunks");
            assertThat(small.post("/query", "{\"queries\":[{\"query\":\"a\",\"top_k\":6}]}")
                            .text())
                    .contains("less than or equal to 5", "value_error.number.not_le");
            assertThat(small.post("/query", "{\"queries\":[{\"query\":\"a\"},{\"query\":\"b\"}]}")
                            .status())
                    .isEqualTo(422);
        }
    }
}
