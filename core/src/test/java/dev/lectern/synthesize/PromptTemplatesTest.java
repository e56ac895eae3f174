package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.model.Message;
import org.junit.jupiter.api.Test;

class PromptTemplatesTest {

    @Test
    void create_placeOfSourcesTwice_isRefused() {
        PromptTemplates defaults = PromptTemplates.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withAnswer(PromptTemplate.of("", "{context} {query} {context}")))
                .withMessage("answer must hold {context} once, got: \"{context} {query} {context}\"");
        assertThat(defaults.withAnswer(PromptTemplate.of("", "{query} {context} {query}")))
                .isNotEqualTo(defaults);
    }

    @Test
    void templates_withoutAPlace_areRefusedWithBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptTemplates.of("", "{query}", "{context} {query} {existing_answer}"))
                .withMessage("answer must hold {context}, got: \"{query}\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptTemplates.of("", "{context} {query}", "{context} {query}"))
                .withMessage("refine must hold {existing_answer}, got: \"{context} {query}\"");
    }

    @Test
    void answerMessages_withoutRules_areTheQuestionAlone() {
        PromptTemplates bare = PromptTemplates.of(" ", "{context}|{query}", "{context}{query}{existing_answer}");

        assertThat(bare.messages(
                        SynthesisPlan.Kind.ANSWER,
                        new PromptTemplates.Values("Q {context}", "C {query}", "", ""),
                        false,
                        ""))
                .containsExactly(new Message(Message.Role.USER, "C {query}|Q {context}"));
    }

    @Test
    void refineMessages_valuesWithPlaceNames_areNotFilledAgain() {
        PromptTemplates bare =
                PromptTemplates.of("", "{context}{query}", "{query}|{existing_answer}|{context}|{query}");

        assertThat(bare.messages(
                        SynthesisPlan.Kind.REFINE,
                        new PromptTemplates.Values("{existing_answer}", "{query}", "{context}", ""),
                        false,
                        ""))
                .containsExactly(
                        new Message(Message.Role.USER, "{existing_answer}|{context}|{query}|{existing_answer}"));
    }

    @Test
    void messages_plainText_areOneMessageWithTheRules() {
        PromptTemplates both = PromptTemplates.of("Rules.", "{context}|{query}", "{context}{query}{existing_answer}");

        assertThat(both.messages(
                        SynthesisPlan.Kind.ANSWER, new PromptTemplates.Values("Q", "C", "", ""), true, "In JSON."))
                .containsExactly(new Message(Message.Role.USER, "Rules.\n\nC|Q\n\nIn JSON."));
    }

    @Test
    void withPlain_ownWording_isWhatAPlainModelGets() {
        PromptTemplates own = PromptTemplates.defaults()
                .withAnswer(PromptTemplate.of("Rules.", "{context}|{query}").withPlain("Q: {query} S: {context} A:"));

        assertThat(own.messages(SynthesisPlan.Kind.ANSWER, new PromptTemplates.Values("Q", "C", "", ""), true, ""))
                .containsExactly(new Message(Message.Role.USER, "Q: Q S: C A:"));
        assertThat(own.messages(SynthesisPlan.Kind.ANSWER, new PromptTemplates.Values("Q", "C", "", ""), false, ""))
                .containsExactly(new Message(Message.Role.SYSTEM, "Rules."), new Message(Message.Role.USER, "C|Q"));
    }
}
