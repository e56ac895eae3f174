package dev.lectern;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.index.Index;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.query.compose.NamedEngine;
import dev.lectern.query.compose.NamedEngines;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes query engines and postprocessors by name, of the parts that a Lectern has. */
record EngineParts(
        Providers providers,
        Map<String, Settings> settings,
        Store store,
        @Nullable EmbeddingModel embeddingModel,
        LanguageModel languageModel) {

    static final String RETRIEVER = "retriever";
    static final String ROUTER = "router";

    /** Returns options with more postprocessors, and with the synthesizer of a name where one is given. */
    QueryOptions with(QueryOptions options, List<String> names, @Nullable String synthesizer) {
        List<NodePostprocessor> all = new ArrayList<>(options.postprocessors());
        for (String name : names) {
            all.add(providers.create(
                    NodePostprocessorProvider.class, name, parts(name).build()));
        }
        QueryOptions processed = options.withPostprocessors(all.toArray(NodePostprocessor[]::new));
        return synthesizer == null
                ? processed
                : processed.withSynthesizer(providers.create(
                        ResponseSynthesizerProvider.class,
                        synthesizer,
                        parts(synthesizer).build()));
    }

    /**
     * Returns an engine around that of the index.
     *
     * @param whole gives an index of all nodes in order, if there is one
     */
    QueryEngine engine(String name, QueryEngine inner, Supplier<Optional<Index>> whole, QueryOptions options) {
        if (name.equals(RETRIEVER)) {
            return inner;
        }
        Settings.Builder parts = parts(name).part(QueryEngine.class, inner);
        if (name.equals(ROUTER)) {
            List<NamedEngine> engines = new ArrayList<>();
            engines.add(new NamedEngine(
                    "search",
                    "A fact that stands in one place: a time, a place, a name, a price, a number, a rule.",
                    inner));
            whole.get()
                    .map(index -> index.queryEngine(options))
                    .ifPresent(engine -> engines.add(new NamedEngine(
                            "whole",
                            "A summary, an overview, a list or the course of events of the documents as a whole.",
                            engine)));
            parts.part(NamedEngines.class, new NamedEngines(engines));
        }
        return providers.create(QueryEngineProvider.class, name, parts.build());
    }

    private Settings.Builder parts(String name) {
        Settings.Builder parts = settings.getOrDefault(name, Settings.empty()).toBuilder()
                .part(Store.class, store)
                .part(LanguageModel.class, languageModel);
        if (embeddingModel != null) {
            parts.part(EmbeddingModel.class, embeddingModel);
        }
        return parts;
    }
}
