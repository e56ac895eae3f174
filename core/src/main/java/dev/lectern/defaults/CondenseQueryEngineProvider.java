package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.compose.CondenseQueryEngine;
import dev.lectern.query.compose.History;
import dev.lectern.spi.Option;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link CondenseQueryEngine} around the {@link InnerEngine} of its settings, with their {@link LanguageModel} and, if given, their {@link History}. */
public final class CondenseQueryEngineProvider implements QueryEngineProvider {

    private static final Option<Integer> HISTORY_TOKENS = Option.number(
            "history-tokens",
            CondenseQueryEngine.DEFAULT_HISTORY_TOKENS,
            "how much of what was said before the model sees, in its tokens");

    /** For {@link java.util.ServiceLoader}. */
    public CondenseQueryEngineProvider() {}

    @Override
    public String name() {
        return "condense";
    }

    @Override
    public String description() {
        return "Rewrites a follow-up question so that it stands alone, then has another engine answer it.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(HISTORY_TOKENS);
    }

    @Override
    public QueryEngine create(Settings settings) {
        return CondenseQueryEngine.create(
                        InnerEngine.of(settings),
                        settings.requiredPart(LanguageModel.class),
                        settings.get(HISTORY_TOKENS))
                .after(settings.part(History.class).map(History::turns).orElse(List.of()));
    }
}
