package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Says what every {@link EmbeddingModel} does. */
public abstract class EmbeddingModelContract {

    /** For subclasses. */
    protected EmbeddingModelContract() {}

    /** Opens the model under test; each test closes its own. */
    protected abstract EmbeddingModel open();

    @Test
    void values_always_areUsable() {
        try (EmbeddingModel model = open()) {
            assertThat(model.name()).isNotBlank();
            assertThat(model.dimensions()).isPositive();
            assertThat(model.maxTokens()).isPositive();
            assertThat(model.tokenizer().count("")).isZero();
        }
    }

    @Test
    void fingerprint_twoEqualModels_isTheSame() {
        try (EmbeddingModel one = open();
                EmbeddingModel other = open()) {
            assertThat(one.fingerprint()).isNotBlank().isEqualTo(other.fingerprint());
        }
    }

    @Test
    void embedDocuments_noText_givesNothing() {
        try (EmbeddingModel model = open()) {
            assertThat(model.embedDocuments(List.of())).isEmpty();
        }
    }

    @Test
    void embedDocuments_manyTexts_givesOneEachInOrder() {
        try (EmbeddingModel model = open()) {
            List<String> texts = List.of("The tide turns.", "", Samples.UNICODE, "A harbour wall.", "The tide turns.");

            List<Embedding> vectors = model.embedDocuments(texts);

            List<Embedding> alone = new ArrayList<>();
            texts.forEach(text -> alone.addAll(model.embedDocuments(List.of(text))));
            assertThat(vectors).isEqualTo(alone).allMatch(v -> v.dimensions() == model.dimensions());
        }
    }

    @Test
    void embedDocuments_result_isUnmodifiable() {
        try (EmbeddingModel model = open()) {
            List<Embedding> vectors = model.embedDocuments(List.of("The tide turns."));

            assertThatThrownBy(vectors::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void embedQuery_sameText_givesSameVector() {
        try (EmbeddingModel model = open()) {
            assertThat(model.embedQuery("When does the tide turn?"))
                    .isEqualTo(model.embedQuery("When does the tide turn?"));
        }
    }

    @Test
    void embedQuery_textWithSameWords_isCloserThanOther() {
        try (EmbeddingModel model = open()) {
            List<Embedding> vectors =
                    model.embedDocuments(List.of("The tide turns twice a day.", "Bread needs flour and yeast."));

            Embedding query = model.embedQuery("The tide turns");

            assertThat(query.cosine(vectors.get(0))).isGreaterThan(query.cosine(vectors.get(1)));
        }
    }

    @Test
    void embed_null_isRefused() {
        try (EmbeddingModel model = open()) {
            assertThatNullPointerException().isThrownBy(() -> model.embedQuery(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> model.embedDocuments(Samples.absent()));
        }
    }

    @Test
    void embedQuery_manyThreads_givesSameVector() throws Exception {
        try (EmbeddingModel model = open()) {
            Embedding expected = model.embedQuery(Samples.UNICODE);

            List<Embedding> vectors = Samples.concurrently(8, () -> model.embedQuery(Samples.UNICODE));

            assertThat(vectors).hasSize(8).containsOnly(expected);
        }
    }

    @Test
    void close_twice_isFine() {
        EmbeddingModel model = open();

        model.close();
        model.close();

        assertThatIllegalStateException().isThrownBy(() -> model.embedQuery("tide"));
        assertThatIllegalStateException().isThrownBy(() -> model.embedDocuments(List.of("tide")));
    }
}
