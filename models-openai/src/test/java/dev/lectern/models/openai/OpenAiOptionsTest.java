package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.models.openai.ServiceFault.Kind;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.LanguageModelProvider;
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

    @Test
    void limits_ofModelsThatAreOpenedByName_areOne() {
        try (OpenAiServer server = OpenAiServer.start()) {
            Settings settings = Settings.of(Map.of(
                    "base-url",
                    server.baseUrl(),
                    "requests-per-minute",
                    "1",
                    "total-timeout",
                    "PT30S",
                    "dimensions",
                    "256"));
            LanguageModel answers = Providers.discovered().create(LanguageModelProvider.class, "openai", settings);
            EmbeddingModel embeds = Providers.discovered().create(EmbeddingModelProvider.class, "openai", settings);

            answers.complete(Prompts.tide());

            assertThatThrownBy(() -> embeds.embedQuery("tide"))
                    .hasMessageContaining("its turn would come in")
                    .isInstanceOfSatisfying(
                            OpenAiEmbedException.class,
                            e -> assertThat(e.fault().kind()).isEqualTo(Kind.QUEUE_FULL));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void limits_ofAnotherAddressKeyOrRate_areOthers() {
        Map<String, String> here = Map.of("base-url", "http://localhost:9/v1");
        RateLimiter limiter = limiter(here, "k-1");

        assertThat(limiter(here, "k-1")).isSameAs(limiter);
        assertThat(limiter(Map.of("base-url", "http://localhost:9/v1", "model", "other"), "k-1"))
                .isSameAs(limiter);
        assertThat(limiter(here, "k-2")).isNotSameAs(limiter);
        assertThat(limiter(Map.of("base-url", "http://localhost:9/v2"), "k-1")).isNotSameAs(limiter);
        assertThat(limiter(Map.of("base-url", "http://localhost:9/v1", "requests-per-minute", "7"), "k-1"))
                .isNotSameAs(limiter);
        assertThat(limiter(Map.of("base-url", "http://localhost:9/v1", "project", "p"), "k-1"))
                .isNotSameAs(limiter);
    }

    private static RateLimiter limiter(Map<String, String> options, String key) {
        return OpenAiOptions.endpoint(Settings.of(options), DEPLOYMENT, name -> key)
                .limiter();
    }

    private static OpenAiEndpoint endpoint(Map<String, String> options) {
        return OpenAiOptions.endpoint(Settings.of(options), DEPLOYMENT, name -> null);
    }
}
