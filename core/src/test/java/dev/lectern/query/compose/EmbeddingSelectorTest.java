package dev.lectern.query.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.CancelledException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which engine is closest to a question. */
class EmbeddingSelectorTest {

    private final Directions model = new Directions();
    private final EmbeddingSelector selector = EmbeddingSelector.create(model);
    private final List<NamedEngine> engines = List.of(engine("north"), engine("east"), engine("east again"));

    private static NamedEngine engine(String description) {
        return new NamedEngine("to the " + description, description, query -> Fakes.answered(description, "map"));
    }

    @Test
    void select_closestDescription_isChosenAndOfEqualsTheFirst() {
        EngineSelector.Selection east = select("mostly east");

        assertThat(east.name()).isEqualTo("to the east");
        assertThat(east.reason()).isEqualTo("its description is closest to the question, cosine 0.95");
        assertThat(select("north").name()).isEqualTo("to the north");
    }

    @Test
    void select_questionThatIsLikeNone_isStillTheClosest() {
        EngineSelector.Selection away = select("south");

        assertThat(away.name()).isEqualTo("to the east");
        assertThat(away.reason()).endsWith("cosine 0.00");
    }

    @Test
    void select_descriptions_areEmbeddedOnceAndQuestionsEachTime() {
        select("north");
        select("east");

        assertThat(model.embedded).containsExactly("?north", "north", "east", "east again", "?east");
    }

    @Test
    void select_costsNoModelCall() {
        EngineSelector.Selection chosen = select("east");

        assertThat(chosen.usage().modelCalls()).isZero();
        assertThat(chosen.usage().embedTime()).isPositive();
        assertThat(selector.callsModel()).isFalse();
    }

    @Test
    void select_cancelledBefore_embedsNothing() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();

        assertThatThrownBy(() -> selector.select(Query.of("east"), engines, cancellation))
                .isInstanceOf(CancelledException.class);
        assertThat(model.embedded).isEmpty();
    }

    @Test
    void router_modelThatCannotEmbed_isAnsweredByTheFirst() {
        Response response = RouterQueryEngine.create(selector, engines).query(Query.of("nowhere"));

        assertThat(response.text()).isEqualTo("north");
        assertThat(response.remarks())
                .containsExactly(
                        new Remark(
                                Remark.Kind.FALLBACK,
                                "to the north",
                                "Engine \"to the north\" answered, the first of all: the choice failed: Could not embed: no such place."));
    }

    private EngineSelector.Selection select(String question) {
        return selector.select(Query.of(question), engines, Cancellation.none());
    }

    /** Embeds points of the compass. */
    private static final class Directions implements EmbeddingModel {

        private final List<String> embedded = new ArrayList<>();

        @Override
        public String name() {
            return "directions";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 100;
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            embedded.addAll(texts);
            return texts.stream().map(Directions::vector).toList();
        }

        @Override
        public Embedding embedQuery(String text) {
            embedded.add("?" + text);
            return vector(text);
        }

        private static Embedding vector(String text) {
            return switch (text) {
                case "north" -> Embedding.of(0, 1);
                case "south" -> Embedding.of(0, -1);
                case "east", "east again" -> Embedding.of(1, 0);
                case "mostly east" -> Embedding.of(3, 1);
                default -> throw new EmbedException("directions", "Could not embed: no such place.", null);
            };
        }
    }
}
