package dev.lectern.testkit;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.cache.CachingEmbeddingModel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class CachingEmbeddingModelContractTest extends EmbeddingModelContract {

    @TempDir
    private Path folder;

    private int opened;

    @Override
    protected EmbeddingModel open() {
        return CachingEmbeddingModel.create(FakeEmbeddingModel.create(), folder.resolve("cache-" + opened++));
    }
}
