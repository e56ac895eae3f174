package dev.lectern.embed.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.embed.Embedding;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Caches that earlier versions wrote are opened for ever; see {@code docs/formats/embedding-cache.md}.
 *
 * <p>The sample was made once, by the first test of this class with {@code -Dlectern.write-samples=DIR}.
 */
class CacheFormatTest {

    private static final String FILE = "0000000001.embeddings";

    @TempDir
    private Path folder;

    private final FailingModel model = new FailingModel(new CountingModel("sample", 4));
    private final List<String> texts = List.of("High water.", "", "Ebbe \uD83C\uDF0A \u05E9\u05DC\u05D5\u05DD");

    @Test
    void write_theSameTexts_givesTheBytesOfTheSample() throws Exception {
        CountingModel writer = new CountingModel("sample", 4);
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(writer, folder)) {
            cached.embedDocuments(texts);
            cached.embedQuery("When is high water?");
        }
        String target = System.getProperty("lectern.write-samples");
        if (target != null) {
            Files.copy(folder.resolve(FILE), Path.of(target, FILE));
        }

        assertThat(folder.resolve(FILE)).hasSameBinaryContentAs(sample());
    }

    @Test
    void open_sampleOfFormat1_holdsWhatWasKept() throws Exception {
        Files.copy(sample(), folder.resolve(FILE));

        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder)) {
            assertThat(cached.embedDocuments(texts).get(0))
                    .isEqualTo(Embedding.of(0.49764293f, 0.16729951f, 0.24086517f, -0.22109246f));
            assertThat(cached.embedQuery("When is high water?")).isNotNull();
            assertThat(cached.report()).isEqualTo(new CacheReport(4, 0, 4, 12 + 4 * 44, 0, 0));
        }
    }

    private static Path sample() throws Exception {
        URL sample = Objects.requireNonNull(
                CacheFormatTest.class.getResource("/formats/embedding-cache/v1/" + FILE), "sample");
        return Path.of(sample.toURI());
    }
}
