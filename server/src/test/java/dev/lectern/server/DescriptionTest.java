package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.server.TestServer.Answer;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query-only | query_query_post",
                "memory | query_query_post,upsert_upsert_post",
                "full | delete_delete_delete,document_documents_id_get,documents_documents_get,patch_documents_id_patch,"
                        + "query_query_post,upsert_file_upsert_file_post,upsert_upsert_post"
            })
    void published_eachProfile_isValidAndHasItsOperations(String profile, String operations) {
        try (TestServer server = TestServer.start("profile", profile)) {
            Answer yaml =
                    server.send(server.plain("/.well-known/openapi.yaml").GET().build());

            OpenAPI api = valid(yaml.text());

            assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(api.getServers().get(0).getUrl()).isEqualTo(server.uri().toString());
            assertThat(api.getComponents()
                            .getSecuritySchemes()
                            .get("HTTPBearer")
                            .getScheme())
                    .isEqualTo("bearer");
            assertThat(api.getPaths().values().stream()
                            .flatMap(path -> path.readOperations().stream())
                            .map(Operation::getOperationId)
                            .sorted()
                            .collect(Collectors.joining(",")))
                    .isEqualTo(operations);
        }
    }

    private static OpenAPI valid(String text) {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(text);
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }

    @Test
    void generated_documents_areValidToo() {
        try (TestServer server = TestServer.start()) {
            OpenAPI all =
                    valid(server.send(server.plain("/openapi.json").build()).text());
            OpenAPI sub =
                    valid(server.send(server.plain("/sub/openapi.json").build()).text());

            assertThat(all.getPaths().keySet())
                    .containsExactlyInAnyOrder("/query", "/upsert", "/upsert-file", "/delete");
            assertThat(sub.getPaths().keySet()).containsExactly("/query");
            assertThat(sub.getServers().get(0).getUrl()).isEqualTo(server.uri() + "/sub");
            assertThat(all.getPaths().get("/delete").getDelete().getResponses().keySet())
                    .contains("200", "400", "401", "403", "413", "422", "500", "503");
        }
    }

    @Test
    void answers_ofTheServer_fitWhatIsDescribed() {
        try (TestServer server = TestServer.start()) {
            server.post("/upsert", "{\"documents\":[{\"text\":\"a tide\"}]}");
            JsonNode chunk = server.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}")
                    .json()
                    .at("/results/0/results/0");
            JsonNode schemas = server.get("/openapi.json").json().at("/components/schemas");

            assertThat(chunk.properties()).allSatisfy(member -> {
                JsonNode schema = schemas.at("/DocumentChunkWithScore/properties/" + member.getKey());
                assertThat(schema.isMissingNode()).as(member.getKey()).isFalse();
                assertThat(!member.getValue().isNull()
                                || schema.path("nullable").asBoolean())
                        .as(member.getKey())
                        .isTrue();
            });
        }
    }

    @Test
    void manifest_addresses_areThoseOfTheDeployment() {
        try (TestServer server =
                TestServer.start("public-url", "https://docs.example.org", "name-for-human", "Harbour")) {
            JsonNode manifest = server.send(
                            server.plain("/.well-known/ai-plugin.json").build())
                    .json();

            assertThat(manifest.at("/api/url").asText()).isEqualTo("https://docs.example.org/.well-known/openapi.yaml");
            assertThat(manifest.path("logo_url").asText()).isEqualTo("https://docs.example.org/.well-known/logo.png");
            assertThat(manifest.path("name_for_human").asText()).isEqualTo("Harbour");
            assertThat(manifest.at("/auth/type").asText()).isEqualTo("user_http");
        }
        try (TestServer server = TestServer.start("trust-forwarded", "true", "auth", "none")) {
            JsonNode manifest = server.send(server.plain("/.well-known/ai-plugin.json")
                            .header("X-Forwarded-Proto", "https")
                            .header("X-Forwarded-Host", "proxy.example.org")
                            .build())
                    .json();

            assertThat(manifest.at("/api/url").asText())
                    .isEqualTo("https://proxy.example.org/.well-known/openapi.yaml");
            assertThat(manifest.at("/auth/type").asText()).isEqualTo("none");
            assertThat(manifest.at("/api/has_user_authentication").isMissingNode())
                    .isTrue();
        }
        try (TestServer server = TestServer.start()) {
            JsonNode manifest = server.send(server.plain("/.well-known/ai-plugin.json")
                            .header("X-Forwarded-Host", "evil.example.org")
                            .build())
                    .json();

            assertThat(manifest.at("/api/url").asText()).startsWith(server.uri().toString());
        }
    }

    @Test
    void documents_withTag_areAskedForConditionally() {
        try (TestServer server = TestServer.start()) {
            for (String path : new String[] {
                "/.well-known/ai-plugin.json", "/.well-known/openapi.yaml", "/.well-known/logo.png", "/docs"
            }) {
                Answer first = server.send(server.plain(path).build());
                Answer head = server.send(server.plain(path)
                        .method("HEAD", BodyPublishers.noBody())
                        .build());
                Answer again = server.send(server.plain(path)
                        .header("If-None-Match", first.header("ETag"))
                        .build());

                assertThat(first.status()).isEqualTo(200);
                assertThat(first.header("ETag")).matches("\"[0-9a-f]{32}\"");
                assertThat(head.text()).isEmpty();
                assertThat(head.header("Content-Length")).isEqualTo(first.header("Content-Length"));
                assertThat(again.status()).isEqualTo(304);
                assertThat(again.text()).isEmpty();
            }
        }
    }

    @Test
    void subUpsert_isThereInMemoryProfileOnly() {
        String body = "{\"documents\":[]}";
        try (TestServer server = TestServer.start()) {
            assertThat(server.post("/sub/upsert", body).status()).isEqualTo(404);
        }
        try (TestServer server = TestServer.start("profile", "memory")) {
            assertThat(server.post("/sub/upsert", body).text()).isEqualTo("{\"ids\":[]}");
            assertThat(server.get("/sub/openapi.json").text()).contains("upsert_upsert_post");
        }
    }
}
