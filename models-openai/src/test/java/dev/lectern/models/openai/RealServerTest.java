package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Asks a server that runs already: {@code -Dlectern.openai.base-url=http://localhost:8000/v1}, and {@code -Dlectern.openai.model=...} where it
 * wants a name. Embeddings are asked of {@code lectern.openai.embedding-base-url} and {@code lectern.openai.embedding-model}.
 */
@EnabledIfSystemProperty(named = "lectern.openai.base-url", matches = ".+")
class RealServerTest {

    private final OpenAiEndpoint endpoint = OpenAiEndpoint.builder()
            .baseUrl(System.getProperty("lectern.openai.base-url"))
            .build();
    private final OpenAiLanguageModel model = OpenAiLanguageModel.builder(
                    endpoint, System.getProperty("lectern.openai.model", "local"))
            .build();

    private static Prompt prompt(String question, int maxOutputTokens) {
        return new Prompt(
                List.of(
                        new Message(Message.Role.SYSTEM, "You answer in one short sentence."),
                        new Message(Message.Role.USER, question)),
                question,
                List.of(),
                null,
                maxOutputTokens);
    }

    @Test
    void stream_question_comesInPiecesAndIsTheWholeAnswer() {
        List<String> pieces = new ArrayList<>();

        Completion completion = model.stream(prompt("What is the capital of France?", 60), pieces::add);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", pieces)).isEqualTo(completion.text()).isNotBlank();
        assertThat(completion.usage().inputTokens()).isPositive();
    }

    @Test
    void complete_question_hasTextAndUsage() {
        Completion whole = model.complete(prompt("Name a colour.", 30));

        assertThat(whole.text()).isNotBlank();
        assertThat(whole.usage().outputTokens()).isPositive();
    }

    @Test
    void complete_littleRoom_isCutAndSaysSo() {
        Completion completion = model.complete(prompt("Tell a long story about the sea.", 5));

        assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void estimate_ofAPrompt_isNotBelowWhatTheServerCounts() {
        String text =
                "The tide turns at 06:42 and 19:07; Größe 12,5 m. 潮汐每天两次。 Прилив. for (int i = 0; i < 10; i++) { x[i] += 2; }";

        Completion completion = model.complete(prompt(text, 1));

        int estimated = model.tokenizer().count("You answer in one short sentence.")
                + model.tokenizer().count(text)
                + 64;
        assertThat(completion.usage().inputTokens()).isLessThanOrEqualTo(estimated);
    }

    @Test
    void stream_takenBackAtTheFirstPiece_ends() {
        Cancellation cancellation = Cancellation.create();

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> model.stream(
                        prompt("Tell a long story about the sea.", 200), piece -> cancellation.cancel(), cancellation));
    }

    @Test
    @EnabledIfSystemProperty(named = "lectern.openai.embedding-base-url", matches = ".+")
    void embeddings_ofTexts_areVectorsOfOneLength() {
        OpenAiEndpoint server = OpenAiEndpoint.builder()
                .baseUrl(System.getProperty("lectern.openai.embedding-base-url"))
                .build();
        OpenAiEmbeddingModel embeddings = OpenAiEmbeddingModel.builder(
                        server, System.getProperty("lectern.openai.embedding-model", "local"))
                .build();

        assertThat(embeddings.embedDocuments(List.of("The tide turns.", "", "Bread needs flour.")))
                .hasSize(3)
                .allMatch(vector -> vector.dimensions() == embeddings.dimensions());
    }
}
