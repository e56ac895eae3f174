package dev.lectern.models.openai;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.testkit.EmbeddingModelContract;
import dev.lectern.testkit.openai.OpenAiServer;
import org.junit.jupiter.api.AfterEach;

class OpenAiEmbeddingModelContractTest extends EmbeddingModelContract {

    private final OpenAiServer server = OpenAiServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected EmbeddingModel open() {
        OpenAiEndpoint endpoint =
                OpenAiEndpoint.builder().baseUrl(server.baseUrl()).withoutKey().build();
        return OpenAiEmbeddingModel.builder(endpoint, "words").build();
    }
}
