package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFactsTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, 128000, 4096, false, o200k_base",
        "openai/gpt-4.1-nano, 1047576, 4096, false, o200k_base",
        "ft:gpt-4o-mini-2024-07-18:acme::abc, 128000, 4096, false, o200k_base",
        "gpt-5-mini, 400000, 4096, true, o200k_base",
        "gpt-5-chat-latest, 128000, 4096, false, o200k_base",
        "o3-mini, 200000, 4096, true, o200k_base",
        "gpt-4-0613, 8192, 4096, false, cl100k_base",
        "gpt-35-turbo, 16385, 4096, false, cl100k_base",
        "qwen2.5:3b, 4096, 1024, false, estimate/r50k-nine-eighths"
    })
    void model_byName_isKnownOrSmall(String model, int context, int output, boolean reasons, String tokenizer) {
        ModelFacts facts = ModelFacts.of(model);

        assertThat(facts.contextTokens()).isEqualTo(context);
        assertThat(facts.outputTokens()).isEqualTo(output);
        assertThat(facts.reasons()).isEqualTo(reasons);
        assertThat(facts.tokenizer().name()).isEqualTo(tokenizer);
    }
}
