package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.model.Message;
import org.junit.jupiter.api.Test;

class PromptTemplatesTest {

    @Test
    void templates_withoutAPlace_areRefusedWithBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptTemplates("", "{query}", "{context} {query} {existing_answer}"))
                .withMessage("answer must hold {context}, got: \"{query}\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptTemplates("", "{context} {query}", "{context} {query}"))
                .withMessage("refine must hold {existing_answer}, got: \"{context} {query}\"");
    }

    @Test
    void answerMessages_withoutRules_areTheQuestionAlone() {
        PromptTemplates bare = new PromptTemplates(" ", "{context}|{query}", "{context}{query}{existing_answer}");

        assertThat(bare.answerMessages("Q {context}", "C {query}"))
                .containsExactly(new Message(Message.Role.USER, "C {query}|Q {context}"));
    }

    @Test
    void refineMessages_valuesWithPlaceNames_areNotFilledAgain() {
        PromptTemplates bare =
                new PromptTemplates("", "{context}{query}", "{query}|{existing_answer}|{context}|{query}");

        assertThat(bare.refineMessages("{existing_answer}", "{query}", "{context}"))
                .containsExactly(
                        new Message(Message.Role.USER, "{existing_answer}|{context}|{query}|{existing_answer}"));
    }
}
