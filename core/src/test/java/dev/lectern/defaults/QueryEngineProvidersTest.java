package dev.lectern.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.compose.History;
import dev.lectern.query.compose.NamedEngine;
import dev.lectern.query.compose.NamedEngines;
import dev.lectern.query.compose.Turn;
import dev.lectern.spi.Providers;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What query engines are made of by name, with a model that follows no instructions. */
class QueryEngineProvidersTest {

    private final QueryEngine inner = query ->
            new Response("Surely [3].", ResponseStatus.ANSWERED, List.of(), List.of(), Usage.NONE, FinishReason.STOP);

    @Test
    void citation_standsAroundTheEngineGiven() {
        assertThat(engine("citation", settings()).query("Surely?").text()).isEqualTo("Surely [3?].");
    }

    @Test
    void subQuestion_byRule_needsNoModelThatSplits() {
        Response response = engine("sub-question", settings().set("parallelism", "1"))
                .query("When does the tide turn and what do the ferries carry?");

        assertThat(response.text()).isEqualTo("Surely [3?].\n\nSurely [3?].");
    }

    @Test
    void condense_withHistory_saysThatItCannotRewrite() {
        Settings.Builder settings =
                settings().part(History.class, new History(List.of(new Turn("Where?", "At the pier."))));

        assertThat(engine("condense", settings)
                        .query("And when?")
                        .remarks()
                        .get(0)
                        .text())
                .isEqualTo("The question was asked as it stands: extractive does not rewrite questions.");
        assertThat(engine("condense", settings()).query("And when?").remarks()).isEmpty();
    }

    @Test
    void router_withoutAnythingThatChooses_isRefused() {
        NamedEngines engines = new NamedEngines(List.of(new NamedEngine("all", "Everything.", inner)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine("router", settings().part(NamedEngines.class, engines)))
                .withMessage(
                        "a part of type EmbeddingModel must be given, got: [LanguageModel, NamedEngines, QueryEngine]");
        assertThatThrownBy(() -> engine(
                        "router", settings().part(NamedEngines.class, engines).set("selector", "model")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("Could not choose an engine with extractive");
    }

    private Settings.Builder settings() {
        return Settings.builder().part(QueryEngine.class, inner).part(LanguageModel.class, ExtractiveModel.create());
    }

    private static QueryEngine engine(String name, Settings.Builder settings) {
        return Providers.discovered().create(QueryEngineProvider.class, name, settings.build());
    }
}
