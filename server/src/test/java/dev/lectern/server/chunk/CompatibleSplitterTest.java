package dev.lectern.server.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.server.Transcripts;
import dev.lectern.server.WideModel;
import dev.lectern.split.Splitter;
import dev.lectern.testkit.FakeEmbeddingModel;
import dev.lectern.testkit.SplitterContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibleSplitterTest extends SplitterContract {

    /** Where the original loses text or breaks characters, and what becomes of it here. */
    private static final Set<String> LOSSES = Set.of(
            "five characters",
            "six characters with newline inside, five after strip",
            "dotted name at the cut loses characters",
            "Java package name at the cut",
            "emoji run");

    @Override
    protected Splitter create() {
        return CompatibleSplitter.create(60, FakeEmbeddingModel.create());
    }

    @Override
    protected int sizeOf(String text) {
        return FakeEmbeddingModel.create().tokenizer().count(text);
    }

    @Override
    protected int maxSize() {
        return FakeEmbeddingModel.create().maxTokens();
    }

    static List<JsonNode> vectors() {
        return StreamSupport.stream(Transcripts.chunkerVectors().spliterator(), false)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void split_goldenCase_isThatOfTheOriginalWhereItLosesNothing(JsonNode vector) {
        String text = vector.path("text").asText();
        List<String> expected = new ArrayList<>();
        vector.path("chunks").forEach(chunk -> expected.add(chunk.asText()));

        List<String> chunks = chunks(text, vector.path("chunk_token_size").asInt(200), new WideModel());

        if (LOSSES.contains(vector.path("name").asText())) {
            assertThat(chunks).isNotEqualTo(expected);
        } else {
            assertThat(chunks).isEqualTo(expected);
        }
        assertThat(visible(String.join("", chunks))).isEqualTo(visible(text));
    }

    @Test
    void split_randomText_losesNothingAndKeepsWithinTheModel() {
        long seed = Long.getLong("lectern.seed", 20261125L);
        Random random = new Random(seed);
        EmbeddingModel model = FakeEmbeddingModel.create();
        String[] words = {
            "a", "tide", "example.com", "java.util.List", "🦖🧬", "né", "潮汐。", "\n", "?", "...", "\r\n", "\t"
        };
        for (int round = 0; round < 50; round++) {
            String text = random.ints(random.nextInt(600), 0, words.length)
                    .mapToObj(i -> words[i])
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));

            List<String> chunks = chunks(text, 1 + random.nextInt(300), model);

            assertThat(visible(String.join("", chunks)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(visible(text));
            assertThat(chunks).allMatch(chunk -> model.tokenizer().count(chunk) <= model.maxTokens());
        }
    }

    @Test
    void create_noTokens_saysTheRule() {
        assertThatThrownBy(() -> CompatibleSplitter.create(0, new WideModel()))
                .hasMessage("tokens must be 1 or more, got: 0");
    }

    private static List<String> chunks(String text, int tokens, EmbeddingModel model) {
        return CompatibleSplitter.create(tokens, model).split(Document.of("d", text)).stream()
                .map(Node::text)
                .map(chunk -> chunk.replace('\n', ' '))
                .toList();
    }

    private static String visible(String text) {
        return text.replaceAll("[\\s\\p{Z}\\x85\\x1c-\\x1f]+", "");
    }
}
