package dev.lectern.defaults;

import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.retrieve.Retriever;
import dev.lectern.spi.Option;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.time.Duration;
import java.util.List;

/** Makes a {@link RetrieverQueryEngine} of the {@link Retriever} and the {@link ResponseSynthesizer} of its settings. */
public final class RetrieverQueryEngineProvider implements QueryEngineProvider {

    private static final Option<Duration> TIME_LIMIT = Option.duration(
            "time-limit", Duration.ZERO, "how long an answer may take, its retrieval included; zero is no limit");

    /** For {@link java.util.ServiceLoader}. */
    public RetrieverQueryEngineProvider() {}

    @Override
    public String name() {
        return "retriever";
    }

    @Override
    public String description() {
        return "Retrieves nodes and makes an answer of them.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TIME_LIMIT);
    }

    @Override
    public QueryEngine create(Settings settings) {
        RetrieverQueryEngine engine = RetrieverQueryEngine.create(
                settings.requiredPart(Retriever.class), settings.requiredPart(ResponseSynthesizer.class));
        Duration limit = settings.get(TIME_LIMIT);
        return limit.isZero() ? engine : engine.withTimeLimit(limit);
    }
}
