package dev.lectern.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import org.junit.jupiter.api.Test;

class OnnxEmbeddingModelProviderTest {

    private static final Providers PROVIDERS = Providers.discovered();

    @Test
    void provider_onTheClassPath_isTheSingleOne() {
        assertThat(PROVIDERS.single(EmbeddingModelProvider.class))
                .isInstanceOf(OnnxEmbeddingModelProvider.class)
                .satisfies(provider -> assertThat(provider.name()).isEqualTo("onnx"));
    }

    @Test
    void create_withOptions_makesAModelThatHasThem() {
        Settings settings = Settings.builder()
                .set("long-texts", "average")
                .set("parallelism", "1")
                .build();

        try (EmbeddingModel model = PROVIDERS.create(EmbeddingModelProvider.class, "onnx", settings)) {
            assertThat(model.embedQuery("tide ".repeat(300)).dimensions()).isEqualTo(384);
        }
    }

    @Test
    void create_negativeParallelism_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROVIDERS.create(
                        EmbeddingModelProvider.class,
                        "onnx",
                        Settings.builder().set("parallelism", "-2").build()))
                .withMessage("parallelism must be 1 or more, got: -2");
    }
}
