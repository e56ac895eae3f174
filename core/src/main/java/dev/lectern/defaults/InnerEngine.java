package dev.lectern.defaults;

import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.retrieve.Retriever;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseSynthesizer;

/** The engine within an engine: the {@link QueryEngine} of settings, or one made of {@link Retriever} and {@link ResponseSynthesizer}. */
final class InnerEngine {

    private InnerEngine() {}

    static QueryEngine of(Settings settings) {
        return settings.part(QueryEngine.class)
                .orElseGet(() -> RetrieverQueryEngine.create(
                        settings.requiredPart(Retriever.class), settings.requiredPart(ResponseSynthesizer.class)));
    }
}
