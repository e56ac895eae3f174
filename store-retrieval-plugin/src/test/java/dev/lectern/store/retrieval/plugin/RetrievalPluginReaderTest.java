package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.testkit.ReaderContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RetrievalPluginReaderTest {

    private static final String TWO = """
            {"results":[{"query":"q","results":[
             {"id":"a_0","text":"First text.","embedding":[1,2],"score":0.75,
              "metadata":{"document_id":"a","source":"file","author":"Ann","created_at":"2023-03-05","extra":"x"}},
             {"id":"a_1","text":"Second.","score":0.5,"metadata":{"document_id":"a"}}]}]}
            """;

    private final PluginServer server = PluginServer.start();
    private final RetrievalPluginReader reader =
            RetrievalPluginReader.create(server.client().build());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void read_question_givesTextsWithIdsScoresAndAllMetadata() {
        server.then(200, "application/json", TWO);

        List<Document> documents = reader.load("q");

        assertThat(server.requests.get(0).body()).isEqualTo("{\"queries\":[{\"query\":\"q\",\"top_k\":10}]}");
        assertThat(documents).extracting(Document::id).containsExactly("a_0", "a_1");
        assertThat(documents.get(0).metadata().toString())
                .contains(
                        "source=file",
                        "author=Ann",
                        "created_at=2023-03-05T00:00:00Z",
                        "extra=x",
                        "document_id=a",
                        "score=0.75");
    }

    @Test
    void read_distances_areTurned() {
        server.then(200, "application/json", TWO);

        List<Document> documents = reader.withScores(PluginScores.DISTANCE).load("q");

        assertThat(documents.get(0).metadata().text(MetadataKeys.SCORE)).contains("-0.75");
    }

    @Test
    void read_joined_isOneDocumentWithASectionPerText() {
        server.then(200, "application/json", TWO).then(200, "application/json", TWO);

        List<Document> documents = reader.joined().withTopK(2).load("what is it?");

        assertThat(documents).singleElement().satisfies(document -> {
            assertThat(document.id()).isEqualTo(server.endpoint() + "/query?what+is+it%3F");
            assertThat(document.text()).isEqualTo("First text.\n\nSecond.");
            assertThat(document.sections()).hasSize(2);
            assertThat(document.sections().get(1).span().of(document.text())).isEqualTo("Second.");
            assertThat(document.sections().get(0).metadata().text("author")).contains("Ann");
        });
        assertThat(reader.joined().separateDocuments().load("q")).hasSize(2);
    }

    @Test
    void read_nothingFound_givesNothing() {
        assertThat(reader.load("anything")).isEmpty();
        assertThat(reader.joined().load("anything")).isEmpty();
    }

    @Test
    void read_severalQueries_goInOneRequestAndGiveEachTextOnce() {
        server.then(
                200,
                "application/json",
                "{\"results\":[{\"results\":[{\"id\":\"x\",\"text\":\"one\"},{\"id\":\"x\",\"text\":\"two\"}]},"
                        + "{\"results\":[{\"id\":\"x\",\"text\":\"one\"},{\"text\":\"three\"}]}]}");
        CollectingSink sink = new CollectingSink();

        reader.read(List.of(PluginQuery.of("first"), PluginQuery.of("second").withTopK(4)), sink);

        assertThat(server.requests.get(0).body())
                .isEqualTo("{\"queries\":[{\"query\":\"first\",\"top_k\":10},{\"query\":\"second\",\"top_k\":4}]}");
        assertThat(sink.documents)
                .extracting(document -> document.id() + " " + document.text())
                .containsExactly("x one", "x#1 two", server.endpoint() + "/query?second#1 three");
    }

    @Test
    void read_textWithoutCharacters_isAFailure() {
        server.then(
                200,
                "application/json",
                "{\"results\":[{\"results\":[{\"id\":\"x\"},{\"id\":\"y\",\"text\":\"t\"}]}]}");

        assertThat(reader.load("q", FailurePolicy.COLLECT).failures())
                .singleElement()
                .hasToString(server.endpoint()
                        + "/query?q#0: the server sent a text without characters. Look what it stored.");
    }

    @Test
    void read_serverFails_isAReadExceptionWithItsReason() {
        server.then(401, "application/json", "{\"detail\":\"Invalid or missing token\"}");

        assertThatThrownBy(() -> reader.load("q"))
                .isInstanceOf(ReadException.class)
                .hasCauseInstanceOf(RetrievalPluginException.class)
                .hasMessage("Could not read what is found for \"q\": Could not ask 1 question at " + server.endpoint()
                        + ": the server answered with status 401 (Invalid or missing token)."
                        + " Give the token that this server knows.");
        assertThatThrownBy(() -> reader.load(" "))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read \" \": the question is blank. Give a question.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.withTopK(0))
                .withMessage("topK must be 1 or more, got: 0");
    }

    /** Each text a document. */
    @Nested
    class Separate extends Contract {
        @Override
        protected Reader open() {
            return reader;
        }
    }

    /** All texts one document. */
    @Nested
    class Joined extends Contract {
        @Override
        protected Reader open() {
            return reader.joined();
        }

        @Override
        protected int documents() {
            return 1;
        }
    }

    abstract class Contract extends ReaderContract {

        Contract() {
            server.always((exchange, request) -> PluginServer.respond(
                    exchange,
                    request.body().contains("nobody") ? 500 : 200,
                    "application/json",
                    "{\"results\":[{\"results\":[{\"id\":\"e\",\"text\":\"\"},{\"id\":\"a\",\"text\":\"A\"},"
                            + "{\"id\":\"b\",\"text\":\"B\"},{\"id\":\"c\",\"text\":\"C\"}]}]}"));
        }

        @Override
        protected String source() {
            return "When does the tide turn?";
        }

        @Override
        protected int failures() {
            return 1;
        }

        @Override
        protected String missingSource() {
            return "What nobody answers";
        }
    }
}
