package dev.lectern.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.TokenSpans;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEmbeddingModelTest {

    private static final int SPECIAL_TOKENS = 2;
    private static final int LIMIT_OF_TOKENIZER_FILE = 128;

    private static final List<String> COMMON = List.of(
            "the",
            "tide",
            "turns",
            "at",
            "noon",
            "and",
            "the",
            "keeper",
            "of",
            "the",
            "light",
            "walks",
            "down",
            "to",
            "the",
            "old",
            "harbour",
            "wall",
            "where",
            "ships",
            "wait",
            "for",
            "wind",
            "while",
            "children",
            "count",
            "birds",
            "over",
            "grey",
            "water");
    private static final List<String> SCIENCE = List.of(
            "computer",
            "music",
            "government",
            "football",
            "chemistry",
            "market",
            "physics",
            "law",
            "medicine",
            "engine",
            "theatre");

    private static OnnxEmbeddingModel model;

    @BeforeAll
    static void open() {
        model = OnnxEmbeddingModel.allMiniLmL6V2();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void values_ofIncludedModel_areThose_ofItsCard() {
        assertThat(model.name()).isEqualTo("all-minilm-l6-v2");
        assertThat(model.dimensions()).isEqualTo(384);
        assertThat(model.maxTokens()).isEqualTo(254);
        assertThat(model.tokenizer().name()).isEqualTo("bert-wordpiece/all-minilm-l6-v2");
        assertThat(model.fingerprint()).isEqualTo("all-minilm-l6-v2/all-minilm-l6-v2-q.onnx/384/MEAN//");
    }

    @Test
    void embedQuery_anyText_isThatOfTheRuntimeCalledDirectly() throws Exception {
        try (DirectSession direct = new DirectSession();
                HuggingFaceTokenizer tokenizer = Reference.tokenizer()) {
            for (String text : WordPieceTokenizerTest.samples()) {
                String fitting = cut(text, model.maxTokens());
                long[] ids = tokenizer.encode(fitting).getIds();

                double cosine = model.embedQuery(fitting).cosine(Embedding.of(direct.meanOf(ids)));

                assertThat(cosine).as(text).isGreaterThan(0.99999);
            }
        }
    }

    @Test
    void embed_anyText_hasUnitLength() {
        List<Embedding> vectors =
                model.embedDocuments(List.of("", "tide", "The tide turns twice a day.", words(200, 0)));

        assertThat(vectors).allSatisfy(vector -> assertThat(length(vector)).isCloseTo(1, within(1e-6)));
    }

    @Test
    void embedDocuments_tailsBeyond128Tokens_tellTheTextsApart() {
        String head = words(128, 0);
        List<String> texts = List.of(head + " " + words(122, 50), head + " " + words(122, 300));

        List<Embedding> vectors = model.embedDocuments(texts);

        assertThat(texts).allMatch(text -> model.tokenizer().count(text) == 250);
        assertThat(vectors.get(0).cosine(vectors.get(1))).isLessThan(0.999);
    }

    @Test
    void tailsBeyond128Tokens_ofAModelCutThere_areLost() throws Exception {
        String head = words(128, 0);
        WordPieceTokenizer tokenizer = (WordPieceTokenizer) model.tokenizer();
        int[] one = tokenizer.ids(head + " " + words(122, 50));
        int[] other = tokenizer.ids(head + " " + words(122, 300));

        try (DirectSession direct = new DirectSession()) {
            int kept = LIMIT_OF_TOKENIZER_FILE - SPECIAL_TOKENS;
            Embedding first = Embedding.of(direct.meanOf(framed(one, kept)));
            Embedding second = Embedding.of(direct.meanOf(framed(other, kept)));

            assertThat(first.cosine(second)).isGreaterThan(0.999);
        }
    }

    @Test
    void embedQuery_textAtTheLimit_isEmbedded() {
        String text = words(254, 0);

        Embedding vector = model.embedQuery(text);

        assertThat(model.tokenizer().count(text)).isEqualTo(254);
        assertThat(vector.dimensions()).isEqualTo(384);
    }

    @Test
    void embedQuery_textAboveTheLimit_isRefusedWithBothNumbers() {
        assertThatThrownBy(() -> model.embedQuery(words(255, 0)))
                .isInstanceOf(EmbedException.class)
                .hasMessage("Could not embed a text: it has 255 tokens and all-minilm-l6-v2 reads at most 254."
                        + " Split it smaller, or choose long-texts = average.");
    }

    @Test
    void embedDocuments_oneTextAboveTheLimit_isRefusedWithItsPosition() {
        assertThatThrownBy(() -> model.embedDocuments(List.of("tide", words(300, 0), "tide")))
                .isInstanceOf(EmbedException.class)
                .hasMessageContaining("text 2 of 3: it has 300 tokens");
    }

    @Test
    void embedQuery_averageOfLongText_isTheWeightedMeanOfItsWindows() {
        String text = words(600, 0);
        TokenSpans spans = model.tokenizer().tokenize(text);
        List<Embedding> windows = model.embedDocuments(List.of(
                text.substring(0, spans.end(199)),
                text.substring(spans.start(200), spans.end(399)),
                text.substring(spans.start(400))));

        try (OnnxEmbeddingModel averaging =
                OnnxEmbeddingModel.builder().longTexts(LongTexts.AVERAGE).build()) {
            Embedding average = averaging.embedQuery(text);

            float[] mean = new float[384];
            windows.forEach(window -> IntStream.range(0, 384).forEach(i -> mean[i] += window.get(i)));
            assertThat(average.cosine(Embedding.of(mean))).isGreaterThan(0.999999);
            assertThat(length(average)).isCloseTo(1, within(1e-6));
            assertThat(averaging.embedQuery("tide")).isEqualTo(model.embedQuery("tide"));
            assertThat(averaging.embedDocuments(List.of("tide", text)))
                    .element(1)
                    .isEqualTo(average);
        }
    }

    @Test
    void embed_descriptorWithPrefixes_putsThemBeforeTheText() {
        ModelDescriptor included = ModelDescriptor.allMiniLmL6V2();
        ModelDescriptor prefixed = new ModelDescriptor(
                "prefixed",
                included.modelResource(),
                included.tokenizerResource(),
                384,
                256,
                Pooling.MEAN,
                "query: ",
                "passage: ");

        try (OnnxEmbeddingModel other = OnnxEmbeddingModel.builder(prefixed).build()) {
            assertThat(other.embedQuery("tide")).isEqualTo(model.embedQuery("query: tide"));
            assertThat(other.embedDocuments(List.of("tide"))).containsExactly(model.embedQuery("passage: tide"));
            assertThat(other.maxTokens()).isEqualTo(254 - model.tokenizer().count("query: "));
            assertThat(other.fingerprint()).isNotEqualTo(model.fingerprint());
        }
    }

    @Test
    void embed_descriptorWithClsPooling_takesTheFirstToken() throws Exception {
        ModelDescriptor included = ModelDescriptor.allMiniLmL6V2();
        ModelDescriptor cls = new ModelDescriptor(
                "cls", included.modelResource(), included.tokenizerResource(), 384, 256, Pooling.CLS, "", "");
        int[] ids = ((WordPieceTokenizer) model.tokenizer()).ids("The tide turns.");

        try (OnnxEmbeddingModel other = OnnxEmbeddingModel.builder(cls).build();
                DirectSession direct = new DirectSession()) {
            Embedding expected = Embedding.of(direct.hidden(framed(ids, ids.length))[0]);
            assertThat(other.embedQuery("The tide turns.").cosine(expected)).isGreaterThan(0.99999);
        }
    }

    @Test
    void build_modelFileMissing_namesIt() {
        ModelDescriptor included = ModelDescriptor.allMiniLmL6V2();
        ModelDescriptor missing = new ModelDescriptor(
                "bge", "bge-small-en-v1.5-q.onnx", included.tokenizerResource(), 384, 512, Pooling.CLS, "", "");

        assertThatThrownBy(() -> OnnxEmbeddingModel.builder(missing).build())
                .isInstanceOf(EmbedException.class)
                .hasMessage("Could not find model file bge-small-en-v1.5-q.onnx: it is not on the class path."
                        + " Add the artifact that carries it.");
    }

    @Test
    void build_dimensionsWrong_areNamedWithTheModels() {
        ModelDescriptor included = ModelDescriptor.allMiniLmL6V2();
        ModelDescriptor wrong = new ModelDescriptor(
                "wrong", included.modelResource(), included.tokenizerResource(), 512, 256, Pooling.MEAN, "", "");

        assertThatThrownBy(() -> OnnxEmbeddingModel.builder(wrong).build())
                .isInstanceOf(EmbedException.class)
                .hasMessage(
                        "Could not load model wrong: it gives last_hidden_state of 384 dimensions and its descriptor says 512."
                                + " Correct the descriptor.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void parallelism_belowOne_isRefused(int parallelism) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxEmbeddingModel.builder().parallelism(parallelism))
                .withMessage("parallelism must be 1 or more, got: " + parallelism);
    }

    @Test
    void builder_optionTwice_isRefusedWithBothValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxEmbeddingModel.builder().parallelism(1).parallelism(2))
                .withMessage("parallelism must be set once, got: 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        OnnxEmbeddingModel.builder().longTexts(LongTexts.REFUSE).longTexts(LongTexts.AVERAGE))
                .withMessage("longTexts must be set once, got: REFUSE and AVERAGE");
    }

    @Test
    void descriptor_numbersOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelDescriptor("m", "a", "b", 0, 256, Pooling.MEAN, "", ""))
                .withMessage("dimensions must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelDescriptor("m", "a", "b", 384, 2, Pooling.MEAN, "", ""))
                .withMessage("maxPieces must be 3 or more, got: 2");
    }

    /** Returns common words, one token each; from {@code first} 300 on, of another field. */
    private static String words(int count, int first) {
        List<String> words = first < 300 ? COMMON : SCIENCE;
        return IntStream.range(first, first + count)
                .mapToObj(i -> words.get(i % words.size()))
                .collect(Collectors.joining(" "));
    }

    private static String cut(String text, int tokens) {
        TokenSpans spans = model.tokenizer().tokenize(text);
        return spans.size() <= tokens ? text : text.substring(0, spans.end(tokens - 1));
    }

    private static long[] framed(int[] ids, int count) {
        return IntStream.concat(
                        IntStream.concat(IntStream.of(101), IntStream.of(ids).limit(count)), IntStream.of(102))
                .asLongStream()
                .toArray();
    }

    private static double length(Embedding vector) {
        double squares = 0;
        for (float value : vector.toArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
