package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.testkit.openai.OpenAiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiOptionsTest {

    private static final Option<String> DEPLOYMENT = OpenAiOptions.AZURE_DEPLOYMENT;

    @TempDir
    private Path folder;

    @Test
    void embeddings_byOptions_areMadeAsAsked() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "k-1\n");
        try (OpenAiServer server = OpenAiServer.start().wantKey("k-1");
                EmbeddingModel model = Providers.discovered()
                        .create(
                                EmbeddingModelProvider.class,
                                "openai",
                                Settings.builder()
                                        .set("base-url", server.baseUrl())
                                        .set("api-key-file", key.toString())
                                        .set("embedding-model", "words")
                                        .set("dimensions", "256")
                                        .set("max-tokens", "99")
                                        .set("batch-texts", "1")
                                        .set("organisation", "org-1")
                                        .set("project", "proj-1")
                                        .build())) {
            assertThat(model.embedQuery("tide").dimensions()).isEqualTo(256);
            assertThat(model.name()).isEqualTo("words");
            assertThat(model.maxTokens()).isEqualTo(99);
            assertThat(server.requests().get(0).header("openai-project")).contains("proj-1");
        }
    }

    @Test
    void key_fromTwoPlaces_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(Map.of("api-key-file", "x", "api-key-env", "Y")))
                .withMessage("the key must come from one place, got: api-key-env and api-key-file");
    }

    @Test
    void key_inAFileThatIsNotThere_isRefused() {
        Path missing = folder.resolve("missing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(Map.of("api-key-file", missing.toString())))
                .withMessage("api-key-file must be a text file that can be read, got: " + missing
                        + " (NoSuchFileException)");
    }

    @Test
    void key_inAnotherVariable_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(Map.of("api-key-env", "MY_KEY")))
                .withMessageContaining("in the variable MY_KEY of the environment");
    }

    @Test
    void deployment_withoutVersion_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(Map.of("azure-deployment", "d", "base-url", "http://localhost:9")))
                .withMessage("azure-deployment needs api-version, got: azure-deployment alone");
    }

    @Test
    void endpoint_amongTheParts_isUsed() {
        OpenAiEndpoint shared = OpenAiEndpoint.builder()
                .baseUrl("http://localhost:9/v1")
                .withoutKey()
                .build();
        Settings settings =
                Settings.builder().part(OpenAiEndpoint.class, shared).build();

        assertThat(OpenAiOptions.endpoint(settings, DEPLOYMENT, name -> null)).isSameAs(shared);
    }

    private static OpenAiEndpoint endpoint(Map<String, String> options) {
        return OpenAiOptions.endpoint(Settings.of(options), DEPLOYMENT, name -> null);
    }
}
