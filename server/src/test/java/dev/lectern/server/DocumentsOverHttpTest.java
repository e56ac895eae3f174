package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.server.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentsOverHttpTest {

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void upsert_thenQuery_findsTheDocument() {
        Answer stored = server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"d\",\"text\":\"The tide turns twice a day.\",\"metadata\":{\"author\":\"Ada\"}}]}");

        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"when does the tide turn\"}]}");

        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.text()).isEqualTo("{\"ids\":[\"d\"]}");
        JsonNode result = found.json().at("/results/0/results/0");
        assertThat(found.status()).isEqualTo(200);
        assertThat(result.path("id").asText()).isEqualTo("d_0");
        assertThat(result.path("text").asText()).isEqualTo("The tide turns twice a day.");
        assertThat(result.at("/metadata/author").asText()).isEqualTo("Ada");
        assertThat(result.path("score").asDouble()).isBetween(0.3, 1.0);
    }

    @Test
    void delete_byId_takesTheDocument() {
        server.post("/upsert", "{\"documents\":[{\"id\":\"d\",\"text\":\"The tide turns twice a day.\"}]}");

        Answer deleted = server.delete("{\"ids\":[\"d\"]}");

        assertThat(deleted.text()).isEqualTo("{\"success\":true}");
        assertThat(server.store().documentCount()).isZero();
    }

    @Test
    void query_withoutToken_isRefused() {
        Answer answer = server.send(server.plain("/query").GET().build());
        assertThat(answer.status()).isEqualTo(405);

        Answer refused = server.send(server.plain("/query")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{"))
                .build());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).isEqualTo("{\"detail\":\"Not authenticated\"}");
    }
}
