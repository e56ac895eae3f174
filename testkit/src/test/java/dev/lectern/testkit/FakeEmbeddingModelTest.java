package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.EmbeddingModel;
import org.junit.jupiter.api.Test;

class FakeEmbeddingModelTest extends EmbeddingModelContract {

    @Override
    protected EmbeddingModel open() {
        return FakeEmbeddingModel.create();
    }

    @Test
    void embedQuery_textAboveLimit_isRefusedWithBothNumbers() {
        String text = "tide ".repeat(257);

        assertThatThrownBy(() -> open().embedQuery(text))
                .isInstanceOf(EmbedException.class)
                .hasMessageContaining("257 tokens")
                .hasMessageContaining("256");
    }
}
