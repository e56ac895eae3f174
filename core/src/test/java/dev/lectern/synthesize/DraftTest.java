package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Span;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import dev.lectern.model.TokenUsage;
import org.junit.jupiter.api.Test;

class DraftTest {

    private static final Quote FIRST = new Quote(new Span(0, 5), 1, "tides", new Span(10, 15));

    private static final Quote SECOND = new Quote(new Span(10, 15), 2, "walls", new Span(0, 5));

    private final Draft draft = new Draft();

    @Test
    void improve_textThatGoesOn_keepsEarlierQuotes() {
        draft.improve(ScriptedModel.said("Tides [1]", FIRST));
        draft.improve(ScriptedModel.said("Tides [1] walls [2]", SECOND));

        assertThat(draft.quotes()).containsExactly(FIRST, SECOND);
    }

    @Test
    void improve_modelThatQuotesAllAgain_hasEachQuoteOnce() {
        draft.improve(ScriptedModel.said("Tides [1]", FIRST));
        draft.improve(ScriptedModel.said("Tides [1] walls [2]", SECOND, FIRST));

        assertThat(draft.quotes()).containsExactly(FIRST, SECOND);
    }

    @Test
    void improve_textThatChanges_dropsEarlierQuotes() {
        draft.improve(ScriptedModel.said("Tides [1]", FIRST));
        draft.improve(ScriptedModel.said("Walls [2]"));

        assertThat(draft.quotes()).isEmpty();
        assertThat(draft.text()).isEqualTo("Walls [2]");
    }

    @Test
    void improve_silenceAfterAnAnswer_keepsTheAnswerAndCountsTheCall() {
        draft.improve(ScriptedModel.said("Tides [1]", FIRST));
        draft.improve(ScriptedModel.ended(FinishReason.NO_ANSWER, "Nothing there."));
        draft.improve(ScriptedModel.ended(FinishReason.FILTERED, "Withheld."));
        draft.improve(ScriptedModel.said(" "));

        assertThat(draft.text()).isEqualTo("Tides [1]");
        assertThat(draft.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(draft.quotes()).containsExactly(FIRST);
        assertThat(draft.usage()).isEqualTo(new TokenUsage(40, 12));
    }

    @Test
    void improve_answerAfterSilence_isTheAnswer() {
        draft.improve(ScriptedModel.ended(FinishReason.NO_ANSWER, "Nothing there."));

        assertThat(draft.answer()).isEmpty();
        assertThat(draft.status()).isEqualTo(ResponseStatus.NO_ANSWER);

        draft.improve(ScriptedModel.said("Tides [1]", FIRST));

        assertThat(draft.answer()).isEqualTo("Tides [1]");
        assertThat(draft.status()).isEqualTo(ResponseStatus.ANSWERED);
    }
}
