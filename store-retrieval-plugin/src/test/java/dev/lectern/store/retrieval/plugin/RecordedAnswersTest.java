package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Fault;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as the original server gave them (commit b28ddce, FastAPI 0.92, pydantic 1.10; the last query over Postgres). */
class RecordedAnswersTest {

    private static final String JSON = "application/json";

    private final PluginServer server = PluginServer.start();
    private final RetrievalPluginClient client = server.client().build();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void failure_asRecorded_isUnderstood(int status, String type, String body, Fault fault, String excerpt) {
        server.then(status, type, body);

        assertThatThrownBy(() -> client.query(PluginQuery.of("hello")))
                .isInstanceOfSatisfying(RetrievalPluginException.class, e -> {
                    assertThat(e.fault()).isEqualTo(fault);
                    assertThat(e.status()).hasValue(status);
                    assertThat(e.excerpt()).isEqualTo(excerpt);
                });
        assertThat(server.requests).hasSize(1);
    }

    static Stream<Arguments> failure_asRecorded_isUnderstood() {
        return Stream.of(
                Arguments.of(
                        403, JSON, "{\"detail\":\"Not authenticated\"}", Fault.AUTHENTICATION, "Not authenticated"),
                Arguments.of(
                        401,
                        JSON,
                        "{\"detail\":\"Invalid or missing token\"}",
                        Fault.AUTHENTICATION,
                        "Invalid or missing token"),
                Arguments.of(
                        422,
                        JSON,
                        "{\"detail\":[{\"loc\":[\"body\",\"documents\",0,\"metadata\",\"source\"],\"msg\":\"value is not a"
                                + " valid enumeration member; permitted: 'email', 'file', 'chat'\",\"type\":"
                                + "\"type_error.enum\",\"ctx\":{\"enum_values\":[\"email\",\"file\",\"chat\"]}}]}",
                        Fault.REFUSED,
                        "body.documents.0.metadata.source: value is not a valid enumeration member;"
                                + " permitted: 'email', 'file', 'chat' (type_error.enum)"),
                Arguments.of(
                        422,
                        JSON,
                        "{\"detail\":[{\"loc\":[\"body\",15],\"msg\":\"Expecting value: line 1 column 16 (char 15)\","
                                + "\"type\":\"value_error.jsondecode\",\"ctx\":{\"msg\":\"Expecting value\",\"doc\":"
                                + "\"{\\\"documents\\\": [}\",\"pos\":15,\"lineno\":1,\"colno\":16}}]}",
                        Fault.REFUSED,
                        "body.15: Expecting value: line 1 column 16 (char 15) (value_error.jsondecode)"),
                Arguments.of(
                        500, JSON, "{\"detail\":\"Internal Service Error\"}", Fault.SERVER, "Internal Service Error"),
                Arguments.of(
                        500,
                        "text/plain; charset=utf-8",
                        "Internal Server Error",
                        Fault.SERVER,
                        "Internal Server Error"),
                Arguments.of(
                        500,
                        JSON,
                        "{\"detail\":\"str(RetryError[<Future at 0x7f161949af90 state=finished raised RuntimeError>])\"}",
                        Fault.SERVER,
                        "str(RetryError[<Future at 0x7f161949af90 state=finished raised RuntimeError>])"),
                Arguments.of(
                        400,
                        JSON,
                        "{\"detail\":\"One of ids, filter, or delete_all is required\"}",
                        Fault.REFUSED,
                        "One of ids, filter, or delete_all is required"),
                Arguments.of(405, JSON, "{\"detail\":\"Method Not Allowed\"}", Fault.REFUSED, "Method Not Allowed"));
    }

    @Test
    void query_asRecorded_keepsIdsScoresAndDates() {
        server.then(200, JSON, """
                {"results": [{"query": "date document", "results": [{"id": "dt1_0", "text": "date number document",
                "metadata": {"source": null, "source_id": null, "url": null, "created_at": "1672531200", "author": null,
                "document_id": "dt1"}, "embedding": null, "score": 0.816496580927726}]}, {"query": "date document",
                "results": [{"id": "dt2_0", "text": "date garbage document", "metadata": {"source": null, "source_id": null,
                "url": null, "created_at": "not a date", "author": null, "document_id": "dt2"}, "embedding": null,
                "score": 0.816496580927726}]}]}
                """);

        List<PluginResult> results =
                client.query(List.of(PluginQuery.of("date document"), PluginQuery.of("date document")));

        PluginChunk first = results.get(0).chunks().get(0);
        assertThat(first.id()).isEqualTo("dt1_0");
        assertThat(first.documentId()).isEqualTo("dt1");
        assertThat(first.score()).isEqualTo(0.816496580927726);
        assertThat(first.metadata().asMap()).hasSize(1);
        assertThat(first.metadata().instant("created_at")).contains(Instant.parse("2023-01-01T00:00:00Z"));
        assertThat(results.get(1).chunks().get(0).metadata().text("created_at")).contains("not a date");
    }

    @Test
    void query_asRecordedOverPostgres_keepsTheOrder() {
        server.then(200, JSON, """
                {"results": [{"query": "quick brown fox", "results": [{"id": "doc-3_0", "text": "A fox without metadata.",
                "metadata": {"source": null, "source_id": null, "url": null, "created_at": "1795398428", "author": null,
                "document_id": "doc-3"}, "embedding": null, "score": 0.5773502588272095}, {"id": "doc-1_0",
                "text": "The quick brown fox jumps over the lazy dog.", "metadata": {"source": "email", "source_id": "s-1",
                "url": "http://example.com/1", "created_at": "1678010400", "author": "Alice", "document_id": "doc-1"},
                "embedding": null, "score": 0.5222330093383789}]}]}
                """);

        List<PluginChunk> chunks =
                client.query(PluginQuery.of("quick brown fox")).chunks();

        assertThat(chunks).extracting(PluginChunk::documentId).containsExactly("doc-3", "doc-1");
        assertThat(chunks.get(1).metadata().toString())
                .isEqualTo("{source=email, source_id=s-1, url=http://example.com/1,"
                        + " created_at=2023-03-05T10:00:00Z, author=Alice}");
    }
}
