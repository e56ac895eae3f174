package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.server.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer upload(TestServer server, Form form) {
        return server.send(server.plain("/upsert-file")
                .header("Authorization", "Bearer " + TestServer.TOKEN)
                .header("Content-Type", form.contentType())
                .POST(form.publisher())
                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "notes.md | text/markdown | # Tides | # Tides",
                "notes | text/markdown | # Tides | # Tides",
                "notes.md | none | # Tides | # Tides",
                "notes.bin | application/octet-stream | The tide. | The tide.",
                "a.txt | text/plain; charset=utf-8 | Grüße | Grüße",
                "a.html | text/html | <p>hi <b>there</b></p> | hi there",
                "a.csv | text/csv | a;b | 'a | b'"
            })
    void upload_file_isReadByTypeNameAndContent(String name, String type, String content, String text) {
        Answer answer = upload(server, new Form().file(name, type, content).field("id", "d"));

        assertThat(answer.text()).isEqualTo("{\"ids\":[\"d\"]}");
        JsonNode document = server.get("/documents/d").json();
        assertThat(document.at("/chunks/0/text").asText()).isEqualTo(text);
        assertThat(document.at("/metadata/source").asText()).isEqualTo("file");
        assertThat(document.at("/metadata/source_id").isNull()).isTrue();
        assertThat(document.at("/metadata/file_path").isMissingNode()).isTrue();
    }

    @Test
    void upload_withoutId_getsANewOneEachTime() {
        Answer first = upload(server, new Form().file("a.txt", "text/plain", "The tide."));
        Answer second = upload(server, new Form().file("a.txt", "text/plain", "The tide."));

        assertThat(first.json().at("/ids/0").asText())
                .hasSize(36)
                .isNotEqualTo(second.json().at("/ids/0").asText());
        assertThat(server.store().documentCount()).isEqualTo(2);
    }

    @Test
    void upload_withId_replaces() {
        upload(server, new Form().file("a.txt", "text/plain", "The tide.").field("id", "d"));

        upload(server, new Form().file("a.txt", "text/plain", "The wind.").field("id", "d"));

        assertThat(server.store().nodes("d").get(0).text()).isEqualTo("The wind.");
        assertThat(server.store().documentCount()).isEqualTo(1);
    }

    @Test
    void upload_metadata_isTakenAsItIs() {
        upload(
                server,
                new Form()
                        .file("a.txt", "text/plain", "The tide.")
                        .field("id", "d")
                        .field("metadata", "{\"author\":\"Ada\",\"created_at\":\"2024\"}"));

        JsonNode metadata = server.get("/documents/d").json().path("metadata");
        assertThat(metadata.path("author").asText()).isEqualTo("Ada");
        assertThat(metadata.path("created_at").asText()).isEqualTo("2024");
        assertThat(metadata.path("source").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not json", "'[1]'", "'{\"source\":\"web\"}'", "'{\"created_at\":\"2023-02-30\"}'"})
    void upload_badMetadata_isReplacedAndToldOrRefused(String metadata) {
        Answer lax = upload(
                server,
                new Form()
                        .file("a.txt", "text/plain", "The tide.")
                        .field("id", "d")
                        .field("metadata", metadata));

        assertThat(lax.status()).isEqualTo(200);
        assertThat(lax.header("Lectern-Ignored-Metadata"))
                .isEqualTo("metadata must be a JSON object of valid metadata; source: file taken");
        assertThat(server.get("/documents/d").json().at("/metadata/source").asText())
                .isEqualTo("file");
        try (TestServer strict = TestServer.start("strict", "true")) {
            Answer refused = upload(
                    strict, new Form().file("a.txt", "text/plain", "The tide.").field("metadata", metadata));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("[\"body\",\"metadata\"]");
        }
    }

    @Test
    void upload_whatCannotBeRead_saysWhy() {
        Answer image = upload(server, new Form().file("a.png", "image/png", new byte[] {
                    (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13
                }));
        Answer broken = upload(server, new Form().file("a.pdf", "application/pdf", "not a pdf at all"));
        Answer damaged = upload(server, new Form().file("a.pdf", "application/pdf", "%PDF-1.4\nnot much of one"));

        assertThat(image.status()).isEqualTo(415);
        assertThat(image.json().path("detail").asText())
                .startsWith("media type not supported: the content is image/png");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.text()).contains("declared as application/pdf, but its content is text/plain");
        assertThat(damaged.status()).isEqualTo(422);
        assertThat(damaged.text()).contains("[\"body\",\"file\"]").doesNotContain("lectern-serve");
    }

    @Test
    void upload_tooLarge_is413() {
        try (TestServer small = TestServer.start("max-upload-bytes", "1000", "max-text-chars", "100")) {
            Answer body = upload(small, new Form().file("a.txt", "text/plain", "a".repeat(1000)));
            Answer text = upload(small, new Form().file("a.txt", "text/plain", "a".repeat(101)));

            assertThat(body.status()).isEqualTo(413);
            assertThat(text.status()).isEqualTo(413);
            assertThat(text.json().path("detail").asText())
                    .isEqualTo("The text of the file must be at most 100 characters long, got: 101. Send it in parts.");
        }
    }

    @Test
    void upload_blankFile_givesNoId() {
        assertThat(upload(server, new Form().file("a.txt", "text/plain", "")).text())
                .isEqualTo("{\"ids\":[]}");
    }

    @Test
    void upload_badId_isRefused() {
        Answer answer = upload(
                server, new Form().file("a.txt", "text/plain", "The tide.").field("id", "  "));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("id must hold 1 to 2048 characters, not all blanks");
    }
}
