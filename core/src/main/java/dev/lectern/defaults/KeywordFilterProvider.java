package dev.lectern.defaults;

import dev.lectern.postprocess.KeywordFilter;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.Arrays;
import java.util.List;

/** Makes a {@link KeywordFilter}. */
public final class KeywordFilterProvider implements NodePostprocessorProvider {

    private static final Option<String> REQUIRED =
            Option.text("required", "", "keywords that must be there, joined by commas");

    private static final Option<String> EXCLUDED =
            Option.text("excluded", "", "keywords that must not be there, joined by commas");

    /** For {@link java.util.ServiceLoader}. */
    public KeywordFilterProvider() {}

    @Override
    public String name() {
        return "keyword-filter";
    }

    @Override
    public String description() {
        return "Keeps nodes that hold all required keywords and no excluded one.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(REQUIRED, EXCLUDED);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return new KeywordFilter(keywords(settings.get(REQUIRED)), keywords(settings.get(EXCLUDED)));
    }

    private static List<String> keywords(String joined) {
        return Arrays.stream(joined.split(",", -1))
                .map(String::strip)
                .filter(keyword -> !keyword.isEmpty())
                .toList();
    }
}
