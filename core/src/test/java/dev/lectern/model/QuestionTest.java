package dev.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionTest {

    @Test
    void parts_oneQuestion_isOne() {
        assertThat(Question.parts("Who wrote salt and pepper?")).containsExactly("Who wrote salt and pepper?");
    }

    @Test
    void parts_twoQuestions_areTwo() {
        assertThat(Question.parts("When was the station founded, and who keeps the lamp?"))
                .containsExactly("When was the station founded", "who keeps the lamp?");
    }

    @Test
    void parts_secondPointsBack_staysWithTheFirst() {
        String text = "When was the station founded and who founded it?";

        assertThat(Question.parts(text)).containsExactly(text);
    }

    @Test
    void parts_twoQuestionWordsForOneThing_stayTogether() {
        String text = "How and why did the boat sink?";

        assertThat(Question.parts(text)).containsExactly(text);
    }
}
