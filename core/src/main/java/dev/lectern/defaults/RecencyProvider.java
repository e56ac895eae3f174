package dev.lectern.defaults;

import dev.lectern.document.MetadataKeys;
import dev.lectern.postprocess.Recency;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Makes a {@link Recency} that goes by the system's clock. */
public final class RecencyProvider implements NodePostprocessorProvider {

    private static final Option<Duration> HALF_LIFE =
            Option.duration("half-life", Recency.DEFAULT_HALF_LIFE, "the age at which a node counts half as fresh");

    private static final Option<Double> WEIGHT = Option.decimal(
            "weight", Recency.DEFAULT_WEIGHT, "how much freshness counts against the place in the ranking, 0 to 1");

    private static final Option<String> KEY =
            Option.text("key", MetadataKeys.CREATED_AT, "the metadata key that holds the date");

    /** For {@link java.util.ServiceLoader}. */
    public RecencyProvider() {}

    @Override
    public String name() {
        return "recency";
    }

    @Override
    public String description() {
        return "Moves newer nodes up and older ones down.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(HALF_LIFE, WEIGHT, KEY);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return new Recency(settings.get(HALF_LIFE), settings.get(WEIGHT), settings.get(KEY), InstantSource.system());
    }
}
