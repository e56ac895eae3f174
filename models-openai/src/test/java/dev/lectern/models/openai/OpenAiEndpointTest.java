package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEndpointTest {

    private static OpenAiEndpoint.Builder withEnvironment(Map<String, String> variables) {
        return OpenAiEndpoint.builder().keyVariable("OPENAI_API_KEY", variables::get);
    }

    @Test
    void build_openAiWithoutKey_isRefusedAndSaysWhatHelps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withEnvironment(Map.of()).build())
                .withMessage(
                        "apiKey must be given for https://api.openai.com/v1, or be in the variable OPENAI_API_KEY of the"
                                + " environment, got: neither");
    }

    @Test
    void build_serviceOfOnesOwn_needsNoKey() {
        assertThat(withEnvironment(Map.of())
                        .baseUrl("http://model.local:8000/v1/")
                        .build())
                .hasToString("OpenAiEndpoint[http://model.local:8000/v1, no key]");
    }

    @Test
    void build_keyInTheEnvironment_isTakenAndNotShown() {
        assertThat(withEnvironment(Map.of("OPENAI_API_KEY", "s3cr3t\n")).build())
                .hasToString("OpenAiEndpoint[https://api.openai.com/v1, a key]");
    }

    @Test
    void build_keyOverPlainHttpToAnotherMachine_isRefusedUnlessAllowed() {
        OpenAiEndpoint.Builder builder =
                withEnvironment(Map.of("OPENAI_API_KEY", "s3cr3t")).baseUrl("http://model.local/v1");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage(
                        "baseUrl must be https where a key goes to another machine, got: http to model.local; allow it"
                                + " with allowKeyOverPlainHttp (key-over-plain-http), or give no key");
        assertThat(builder.allowKeyOverPlainHttp().build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8000\r\nX-Admin: 1",
                "http://localhost:8000/a b",
                "http://ann:s3cr3t@localhost:8000",
                "http://localhost:8000/?token=s3cr3t",
                "http://localhost:8000/#s3cr3t",
                "ftp://localhost/s3cr3t",
                "localhost:8000",
                "http:///s3cr3t",
                "http://localhost:99999",
                "",
                "http://%zz/s3cr3t",
                "https://api.openai.com/v1/chat/completions",
                "https://api.openai.com/v1/embeddings/"
            })
    void baseUrl_thatIsNone_isRefusedAndNotRepeated(String baseUrl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiEndpoint.builder().baseUrl(baseUrl))
                .withMessageStartingWith("baseUrl must be ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr3t"));
    }

    @Test
    void azure_baseWithOrWithoutOpenai_isTheSamePath() {
        for (String base : new String[] {"https://a.openai.azure.com", "https://a.openai.azure.com/openai/"}) {
            ServiceAddress address = ServiceAddress.parse(base).azure("2024-10-21", null);

            assertThat(address.resolve("chat/completions", "gpt-4o"))
                    .hasToString(
                            "https://a.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21");
            assertThat(address.isHosted()).isTrue();
        }
    }

    @Test
    void builder_impossibleValues_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiEndpoint.builder().idleTimeout(Duration.ZERO))
                .withMessage("idleTimeout must be longer than 0, got: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiEndpoint.builder().maxRetries(-1))
                .withMessage("maxRetries must be 0 or more, got: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiEndpoint.builder().project("a\r\nb"))
                .withMessageStartingWith("OpenAI-Project must be visible ASCII without blanks");
    }
}
