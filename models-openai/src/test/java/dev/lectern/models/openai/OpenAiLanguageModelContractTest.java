package dev.lectern.models.openai;

import dev.lectern.model.LanguageModel;
import dev.lectern.testkit.LanguageModelContract;
import dev.lectern.testkit.openai.OpenAiServer;
import org.junit.jupiter.api.AfterEach;

class OpenAiLanguageModelContractTest extends LanguageModelContract {

    private final OpenAiServer server = OpenAiServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected LanguageModel open() {
        OpenAiEndpoint endpoint =
                OpenAiEndpoint.builder().baseUrl(server.baseUrl()).withoutKey().build();
        return OpenAiLanguageModel.builder(endpoint, "points").build();
    }
}
