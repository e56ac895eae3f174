package dev.lectern.models.onnx;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes the embedding model that is included, by the name {@code onnx}. */
public final class OnnxEmbeddingModelProvider implements EmbeddingModelProvider {

    private static final Option<LongTexts> LONG_TEXTS = Option.choice(
            "long-texts", LongTexts.REFUSE, "what happens to a text that has more tokens than the model reads");
    private static final Option<Integer> PARALLELISM =
            Option.number("parallelism", 0, "how many texts are embedded at once; 0 is one per processor");

    /** For discovery. */
    public OnnxEmbeddingModelProvider() {}

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public String description() {
        return "Embeds with all-MiniLM-L6-v2 inside the JVM: 384 dimensions, 254 tokens, no key and no network.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(LONG_TEXTS, PARALLELISM);
    }

    @Override
    public EmbeddingModel create(Settings settings) {
        OnnxEmbeddingModel.Builder builder = OnnxEmbeddingModel.builder().longTexts(settings.get(LONG_TEXTS));
        int parallelism = settings.get(PARALLELISM);
        return parallelism == 0
                ? builder.build()
                : builder.parallelism(parallelism).build();
    }
}
