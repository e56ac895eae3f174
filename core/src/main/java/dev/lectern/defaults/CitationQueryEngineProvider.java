package dev.lectern.defaults;

import dev.lectern.query.QueryEngine;
import dev.lectern.query.cite.CitationQueryEngine;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;

/** Makes a {@link CitationQueryEngine} around the {@link InnerEngine} of its settings. */
public final class CitationQueryEngineProvider implements QueryEngineProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CitationQueryEngineProvider() {}

    @Override
    public String name() {
        return "citation";
    }

    @Override
    public String description() {
        return "Checks the source numbers in the answers of another engine and ties statements to places.";
    }

    @Override
    public QueryEngine create(Settings settings) {
        return CitationQueryEngine.create(InnerEngine.of(settings));
    }
}
