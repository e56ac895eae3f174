package dev.lectern.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import dev.lectern.split.TokenSplitter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitterProvidersTest {

    private static final Tokenizer WORDS = WordTokenizer.create();

    @Test
    void discovered_splitters_areSentenceAndToken() {
        assertThat(Providers.discovered().all(SplitterProvider.class))
                .extracting(Provider::name)
                .containsExactly("sentence", "token");
    }

    @Test
    void create_noSettings_countsWords() {
        assertThat(create("sentence", Settings.empty()).fingerprint())
                .isEqualTo(SentenceSplitter.byTokens(WORDS, 200, 30).fingerprint());
        assertThat(create("token", Settings.empty()).fingerprint())
                .isEqualTo(TokenSplitter.create(WORDS, 200, 30).fingerprint());
    }

    @Test
    void create_withModel_suitsTheModel() {
        Settings settings =
                Settings.builder().part(EmbeddingModel.class, new Reads(128)).build();

        assertThat(create("sentence", settings).fingerprint())
                .isEqualTo(SentenceSplitter.forModel(new Reads(128)).fingerprint())
                .contains("/103/15/");
        assertThat(create("token", settings).fingerprint())
                .isEqualTo(TokenSplitter.forModel(new Reads(128)).fingerprint());
    }

    @Test
    void create_sizesGiven_areTaken() {
        Settings tokens = Settings.of(Map.of("max-tokens", "90", "overlap-tokens", "7"));
        Settings chars = Settings.of(Map.of("max-chars", "400"));

        assertThat(create("sentence", tokens).fingerprint())
                .isEqualTo(SentenceSplitter.byTokens(WORDS, 90, 7).fingerprint());
        assertThat(create("sentence", chars).fingerprint())
                .isEqualTo(SentenceSplitter.byChars(400, 60).fingerprint());
    }

    @Test
    void create_sizesInBothUnits_isRefusedWithBothNames() {
        Settings both = Settings.of(Map.of("max-chars", "400", "overlap-tokens", "7"));

        assertThatThrownBy(() -> create("sentence", both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sizes must be in one unit, tokens or chars, got: [overlap-tokens, max-chars]");
    }

    @Test
    void create_nodesLargerThanTheModelReads_isRefusedWithBothNumbers() {
        Settings settings = Settings.builder()
                .set("max-tokens", "129")
                .part(EmbeddingModel.class, new Reads(128))
                .build();

        assertThatThrownBy(() -> create("token", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max-tokens must be at most 128, all that reader reads, got: 129");
    }

    private static Splitter create(String name, Settings settings) {
        return Providers.discovered().create(SplitterProvider.class, name, settings);
    }

    /** A model of which only the limit matters. */
    private record Reads(int maxTokens) implements EmbeddingModel {

        @Override
        public String name() {
            return "reader";
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public Tokenizer tokenizer() {
            return WORDS;
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            return texts.stream().map(this::embedQuery).toList();
        }

        @Override
        public Embedding embedQuery(String text) {
            return Embedding.of(1);
        }
    }
}
