package dev.lectern.defaults;

import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.retrieve.Retriever;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseSynthesizer;

/** Makes a {@link RetrieverQueryEngine} of the {@link Retriever} and the {@link ResponseSynthesizer} of its settings. */
public final class RetrieverQueryEngineProvider implements QueryEngineProvider {

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
    public QueryEngine create(Settings settings) {
        return RetrieverQueryEngine.create(
                settings.requiredPart(Retriever.class), settings.requiredPart(ResponseSynthesizer.class));
    }
}
