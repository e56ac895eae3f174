package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Span;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {

    private static final Quote FIRST = new Quote(new Span(0, 5), 1, "tides", new Span(10, 15));

    private static final Quote SECOND = new Quote(new Span(10, 15), 2, "walls", new Span(0, 5));

    private final Draft draft = new Draft();

    @Test
    void improve_textThatGoesOn_keepsEarlierQuotes() {
        draft.improve(Said.of(ScriptedModel.said("Tides [1]", FIRST), List.of()));
        draft.improve(Said.of(ScriptedModel.said("Tides [1] walls [2]", SECOND), List.of()));

        assertThat(draft.said().quotes()).containsExactly(FIRST, SECOND);
    }

    @Test
    void improve_modelThatQuotesAllAgain_hasEachQuoteOnce() {
        draft.improve(Said.of(ScriptedModel.said("Tides [1]", FIRST), List.of()));
        draft.improve(Said.of(ScriptedModel.said("Tides [1] walls [2]", SECOND, FIRST), List.of()));

        assertThat(draft.said().quotes()).containsExactly(FIRST, SECOND);
    }

    @Test
    void improve_textThatChanges_dropsEarlierQuotes() {
        draft.improve(Said.of(ScriptedModel.said("Tides [1]", FIRST), List.of()));
        draft.improve(Said.of(ScriptedModel.said("Walls [2]"), List.of()));

        assertThat(draft.said().quotes()).isEmpty();
        assertThat(draft.said().text()).isEqualTo("Walls [2]");
    }

    @Test
    void improve_silenceAfterAnAnswer_keepsTheAnswer() {
        draft.improve(Said.of(ScriptedModel.said("Tides [1]", FIRST), List.of()));
        draft.improve(Said.of(ScriptedModel.ended(FinishReason.NO_ANSWER, "Nothing there."), List.of()));
        draft.improve(Said.of(ScriptedModel.ended(FinishReason.FILTERED, "Withheld."), List.of()));
        draft.improve(Said.of(ScriptedModel.said(" "), List.of()));

        assertThat(draft.said().text()).isEqualTo("Tides [1]");
        assertThat(draft.said().isSilent()).isFalse();
        assertThat(draft.said().quotes()).containsExactly(FIRST);
    }

    @Test
    void improve_answerAfterSilence_isTheAnswer() {
        draft.improve(Said.of(ScriptedModel.ended(FinishReason.NO_ANSWER, "Nothing there."), List.of()));

        assertThat(draft.answer()).isEmpty();
        assertThat(draft.said().isSilent()).isTrue();

        draft.improve(Said.of(ScriptedModel.said("Tides [1]", FIRST), List.of()));

        assertThat(draft.answer()).isEqualTo("Tides [1]");
        assertThat(draft.said().isSilent()).isFalse();
    }
}
