package dev.lectern.defaults;

import dev.lectern.postprocess.Deduplication;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link Deduplication}. */
public final class DeduplicationProvider implements NodePostprocessorProvider {

    private static final Option<Double> MIN_SIMILARITY = Option.decimal(
            "min-similarity",
            Deduplication.DEFAULT_MIN_SIMILARITY,
            "from what share of common word runs two texts are the same, above 0 to 1");

    /** For {@link java.util.ServiceLoader}. */
    public DeduplicationProvider() {}

    @Override
    public String name() {
        return "deduplicate";
    }

    @Override
    public String description() {
        return "Drops nodes whose text says the same as that of a node before them.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MIN_SIMILARITY);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return new Deduplication(settings.get(MIN_SIMILARITY));
    }
}
