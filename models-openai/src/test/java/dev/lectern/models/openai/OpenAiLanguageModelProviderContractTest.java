package dev.lectern.models.openai;

import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Settings;
import dev.lectern.testkit.ProviderContract;
import java.util.Map;

class OpenAiLanguageModelProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return LanguageModelProvider.class;
    }

    @Override
    protected String name() {
        return "openai";
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("base-url", "http://localhost:9/v1"));
    }
}
