package dev.lectern.defaults;

import dev.lectern.postprocess.ScoreCutoff;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link ScoreCutoff}. */
public final class ScoreCutoffProvider implements NodePostprocessorProvider {

    private static final Option<Double> MIN_SCORE =
            Option.decimal("min-score", 0.0, "the lowest score that stays, in the unit of the scores that come in");

    /** For {@link java.util.ServiceLoader}. */
    public ScoreCutoffProvider() {}

    @Override
    public String name() {
        return "score-cutoff";
    }

    @Override
    public String description() {
        return "Drops nodes that score below a limit.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MIN_SCORE);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return new ScoreCutoff(settings.get(MIN_SCORE));
    }
}
