package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelException;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeLanguageModelTest extends LanguageModelContract {

    @Override
    protected LanguageModel open() {
        return FakeLanguageModel.create();
    }

    @Test
    void complete_script_isGivenInOrderThenEnds() {
        FakeLanguageModel model = FakeLanguageModel.answering("one", "two");

        assertThat(model.complete(prompt("a", 9)).text()).isEqualTo("one");
        assertThat(model.complete(prompt("b", 9)).text()).isEqualTo("two");
        assertThatThrownBy(() -> model.complete(prompt("c", 9)))
                .isInstanceOf(ModelException.class)
                .hasMessage("Could not complete the prompt: all 2 answers are given. Script one more.");
        assertThat(model.prompts()).extracting(Prompt::query).containsExactly("a", "b", "c");
    }

    @Test
    void complete_answerAboveLimit_isCutAfterThatManyTokens() {
        FakeLanguageModel model = FakeLanguageModel.answering("The tide turns.");

        Completion completion = model.complete(prompt("When?", 2));

        assertThat(completion.text()).isEqualTo("The tide");
        assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(completion.usage()).isEqualTo(new TokenUsage(2, 2));
    }

    @Test
    void complete_promptAboveWindow_isRefusedWithAllNumbers() {
        FakeLanguageModel model =
                FakeLanguageModel.builder(prompt -> "").limits(10, 5).build();

        assertThatThrownBy(() -> model.complete(prompt("one two three four five six", 5)))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "Could not complete the prompt: 6 tokens and an answer of 5 do not fit into the window of 10."
                                + " Send fewer sources.");
    }

    @Test
    void stream_answer_comesTokenByToken() {
        List<String> pieces = new ArrayList<>();

        FakeLanguageModel.answering(" The tide  turns.").stream(prompt("When?", 9), pieces::add);

        assertThat(pieces).containsExactly(" The ", "tide  ", "turns", ".");
    }

    private static Prompt prompt(String question, int maxOutputTokens) {
        return new Prompt(
                List.of(new Message(Message.Role.USER, question)), question, List.of(), null, maxOutputTokens);
    }
}
