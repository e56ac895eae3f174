package dev.lectern;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.cache.CacheReport;
import dev.lectern.embed.cache.CachingEmbeddingModel;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestListener;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Query;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Store;
import dev.lectern.synthesize.Response;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The front door: reads sources, indexes them and answers questions, with defaults for everything.
 *
 * <pre>{@code
 * try (Lectern lectern = Lectern.create()) {
 *     lectern.ingest("docs");
 *     System.out.println(lectern.ask("When does the tide turn?").text());
 * }
 * }</pre>
 *
 * <p>Readers are found by source. The embedding model is the one on the class path. Unless told otherwise the store is in memory, the
 * index goes by words and vectors together, and answers are quoted from the sources by the extractive model: no key, no network.
 *
 * <p>For more control use the stations themselves; this class only puts them together.
 *
 * <p>Thread-safety: safe for concurrent use. It closes what it made, not what it was given.
 */
public final class Lectern implements AutoCloseable {

    private final Providers providers;
    private final Map<String, Settings> settings;
    private final Owned owned;
    private final Index index;
    private final QueryEngine queryEngine;
    private final @Nullable CachingEmbeddingModel embeddingCache;

    private Lectern(
            Providers providers,
            Map<String, Settings> settings,
            Owned owned,
            Index index,
            QueryEngine queryEngine,
            @Nullable CachingEmbeddingModel embeddingCache) {
        this.providers = providers;
        this.settings = settings;
        this.owned = owned;
        this.index = index;
        this.queryEngine = queryEngine;
        this.embeddingCache = embeddingCache;
    }

    /** Opens Lectern with the defaults. */
    public static Lectern create() {
        return builder().build();
    }

    /** Starts a Lectern. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a source and indexes what it holds.
     *
     * @param source a path, an address, or {@code reader:source} to name the reader
     * @throws dev.lectern.spi.ProviderException if no reader takes the source, or several do
     * @throws dev.lectern.failure.LecternException if reading, splitting, embedding or storing fails
     */
    public IngestReport ingest(String source) {
        ReaderProvider provider = providers.readerFor(source);
        try (Reader reader = reader(provider)) {
            return index.ingest(reader, provider.withoutName(source));
        }
    }

    /**
     * Reads a source, indexes what it holds, and removes from the index what it no longer holds; documents of other sources stay.
     *
     * <p>Nothing is removed when an item of the source could not be read.
     *
     * @param source as in {@link #ingest}
     * @throws UnsupportedOperationException if reader or index cannot tell what vanished
     * @see #ingest
     */
    public IngestReport sync(String source) {
        ReaderProvider provider = providers.readerFor(source);
        String plain = provider.withoutName(source);
        try (Reader reader = reader(provider)) {
            return index.sync(reader, plain, document -> provider.isOfSource(plain, document));
        }
    }

    private Reader reader(ReaderProvider provider) {
        Settings own = settings.getOrDefault(provider.name(), Settings.empty());
        return Providers.create(provider, own.toBuilder().others(settings).build());
    }

    /** Answers a question from what was ingested. */
    public Response ask(String question) {
        return ask(Query.of(question));
    }

    /** Answers a query from what was ingested. */
    public Response ask(Query query) {
        return queryEngine.query(query);
    }

    /** Returns what answers the questions, to stream an answer, to cancel it, or to ask what it would take. */
    public QueryEngine queryEngine() {
        return queryEngine;
    }

    /** Returns the index, for retrieval without an answer, for deletion, and for query engines of your own. */
    public Index index() {
        return index;
    }

    /** Returns what the embedding cache did since this was opened; empty without {@link Builder#embeddingCache}. */
    public Optional<CacheReport> embeddingCacheReport() {
        return Optional.ofNullable(embeddingCache).map(CachingEmbeddingModel::report);
    }

    /** Closes what it made, last things first; may be called twice. */
    @Override
    public void close() {
        owned.close();
    }

    /** Collects the parts of a Lectern; one thread at a time. */
    public static final class Builder {

        private static final String WHOLE_INDEX = "summary";

        private final Map<String, Settings> settings = new HashMap<>();
        private Providers providers = Providers.discovered();
        private String embeddingModelName = "";
        private String languageModelName = "extractive";
        private String storeName = "memory";
        private String indexName = "vector";
        private @Nullable EmbeddingModel embeddingModel;
        private @Nullable LanguageModel languageModel;
        private @Nullable Store store;
        private @Nullable Path embeddingCache;
        private Function<LanguageModel, QueryOptions> queryOptions = QueryOptions::of;
        private String queryEngineName = EngineParts.RETRIEVER;
        private @Nullable String synthesizerName;
        private List<String> postprocessors = List.of();
        private FailurePolicy failurePolicy = FailurePolicy.FAIL_FAST;
        private IngestListener listener = IngestListener.NONE;

        private Builder() {}

        /** Sets where parts are found by name; those on the class path unless set. */
        public Builder providers(Providers changed) {
            this.providers = Objects.requireNonNull(changed, "providers");
            return this;
        }

        /**
         * Sets the options of a provider, whatever it makes: a reader, or a part that this Lectern has by name.
         *
         * @param provider its name, such as {@code file} or {@code onnx}; {@link #build} refuses one whose options nobody would read
         */
        public Builder settings(String provider, Settings changed) {
            settings.put(provider, changed);
            return this;
        }

        /** Sets the embedding model by name; unless set the only one on the class path, or {@code onnx} where there are several. */
        public Builder embeddingModel(String name) {
            this.embeddingModelName = name;
            return this;
        }

        /** Sets the embedding model; it stays the caller's to close. */
        public Builder embeddingModel(EmbeddingModel model) {
            this.embeddingModel = model;
            return this;
        }

        /**
         * Keeps the vectors of nodes and questions in a directory, so that no text is embedded twice; nothing is kept unless set.
         *
         * @param directory made if it is not there; one user at a time
         * @see CachingEmbeddingModel
         */
        public Builder embeddingCache(Path directory) {
            this.embeddingCache = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** Sets the language model by name; {@code extractive} unless set. */
        public Builder languageModel(String name) {
            this.languageModelName = name;
            return this;
        }

        /** Sets the language model; it stays the caller's to close. */
        public Builder languageModel(LanguageModel model) {
            this.languageModel = model;
            return this;
        }

        /** Sets the store by name; {@code memory} unless set. */
        public Builder store(String name) {
            this.storeName = name;
            return this;
        }

        /** Sets the store; it stays the caller's to close. */
        public Builder store(Store given) {
            this.store = given;
            return this;
        }

        /**
         * Keeps the index in a directory on disk, made if it is not there; short for the store {@code lucene} with its option
         * {@code path}. Needs the module {@code lectern-store-lucene}.
         */
        public Builder storeAt(Path directory) {
            return store("lucene").settings("lucene", Settings.of(Map.of("path", directory.toString())));
        }

        /** Sets the index by name; {@code vector} unless set. */
        public Builder index(String name) {
            this.indexName = name;
            return this;
        }

        /** Sets how questions are answered, given the language model; {@link QueryOptions#of(LanguageModel)} unless set. */
        public Builder queryOptions(Function<LanguageModel, QueryOptions> changed) {
            this.queryOptions = Objects.requireNonNull(changed, "queryOptions");
            return this;
        }

        /**
         * Sets what makes the answer by name, such as {@code compact} or {@code tree-summarize}; unless set that of the query options. So its options can be
         * settings: {@code settings("compact", Settings.of(Map.of("overflow", "tree")))}.
         */
        public Builder synthesizer(String name) {
            this.synthesizerName = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the query engine by name, such as {@code citation}, {@code router} or {@code sub-question}; {@code retriever} unless set. It stands around
         * the engine of the index. A router also has an engine over all nodes in order, where the index {@code summary} is on the class path.
         */
        public Builder queryEngine(String name) {
            this.queryEngineName = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Sets postprocessors by name, such as {@code mmr}, in order, after those of the query options; none unless set. */
        public Builder postprocessors(List<String> names) {
            this.postprocessors = List.copyOf(names);
            return this;
        }

        /** Sets what happens when a document fails; {@link FailurePolicy#FAIL_FAST} unless set. */
        public Builder failurePolicy(FailurePolicy changed) {
            this.failurePolicy = Objects.requireNonNull(changed, "failurePolicy");
            return this;
        }

        /** Sets who watches ingests; nobody unless set. */
        public Builder listener(IngestListener changed) {
            this.listener = Objects.requireNonNull(changed, "listener");
            return this;
        }

        /**
         * Opens the parts and puts them together.
         *
         * @throws dev.lectern.spi.ProviderException if a part is not found, or there are several to choose from
         * @throws IllegalArgumentException if an option is unknown, a value is not what it takes, or settings are given that nobody reads
         */
        public Lectern build() {
            requireSettingsRead();
            Owned owned = new Owned();
            try {
                Store openStore = store != null
                        ? store
                        : owned.add(
                                providers.create(StoreProvider.class, storeName, settingsOf(storeName)), Store::close);
                EmbeddingModel model = openEmbeddingModel(openStore, owned);
                LanguageModel answers = languageModel != null ? languageModel : openLanguageModel(model, owned);
                CachingEmbeddingModel cached = openCache(model, owned);
                EmbeddingModel embedder = cached != null ? cached : model;
                Index index = openIndex(indexName, openStore, embedder, answers);
                EngineParts parts = new EngineParts(providers, settings, openStore, embedder, answers);
                QueryOptions options = parts.with(queryOptions.apply(answers), postprocessors, synthesizerName);
                QueryEngine engine = parts.engine(
                        queryEngineName,
                        index.queryEngine(options),
                        () -> wholeIndex(openStore, embedder, answers),
                        options);
                return new Lectern(providers, Map.copyOf(settings), owned, index, engine, cached);
            } catch (RuntimeException e) {
                owned.close();
                throw e;
            }
        }

        /** Which reader is asked shows only when a source comes, so all of them count, and their options are looked at now. */
        private void requireSettingsRead() {
            if (settings.isEmpty()) {
                return;
            }
            Set<String> read = new TreeSet<>(postprocessors);
            read.add(store == null ? storeName : "");
            read.add(embeddingModel == null ? embeddingProviderName() : "");
            read.add(languageModel == null ? languageModelName : "");
            read.add(indexName);
            read.add(queryEngineName);
            read.add(queryEngineName.equals(EngineParts.ROUTER) ? WHOLE_INDEX : "");
            read.add(synthesizerName != null ? synthesizerName : "");
            read.remove("");
            for (ReaderProvider reader : providers.all(ReaderProvider.class)) {
                if (read.add(reader.name())) {
                    Providers.requireOptions(reader, settingsOf(reader.name()));
                }
            }
            Providers.requireRead("the name of settings", new TreeSet<>(settings.keySet()), read);
        }

        private String embeddingProviderName() {
            List<EmbeddingModelProvider> all = providers.all(EmbeddingModelProvider.class);
            return !embeddingModelName.isEmpty()
                    ? embeddingModelName
                    : all.size() == 1 ? all.get(0).name() : EmbeddingModelProvider.DEFAULT;
        }

        private @Nullable EmbeddingModel openEmbeddingModel(Store openStore, Owned owned) {
            if (embeddingModel != null || openStore.capabilities().contains(Capability.OWN_EMBEDDING)) {
                return embeddingModel;
            }
            EmbeddingModelProvider provider = embeddingModelName.isEmpty()
                    ? providers.singleOr(EmbeddingModelProvider.class, EmbeddingModelProvider.DEFAULT)
                    : providers.get(EmbeddingModelProvider.class, embeddingModelName);
            return owned.add(Providers.create(provider, settingsOf(provider.name())), EmbeddingModel::close);
        }

        private @Nullable CachingEmbeddingModel openCache(@Nullable EmbeddingModel model, Owned owned) {
            if (embeddingCache == null) {
                return null;
            }
            if (model == null) {
                throw new IllegalArgumentException(
                        "embeddingCache needs an embedding model, and the store embeds by itself, got: "
                                + embeddingCache);
            }
            return owned.add(CachingEmbeddingModel.create(model, embeddingCache), CachingEmbeddingModel::close);
        }

        private LanguageModel openLanguageModel(@Nullable EmbeddingModel model, Owned owned) {
            Settings.Builder parts = settingsOf(languageModelName).toBuilder();
            if (model != null) {
                parts.part(EmbeddingModel.class, model);
            }
            return owned.add(
                    providers.create(LanguageModelProvider.class, languageModelName, parts.build()),
                    LanguageModel::close);
        }

        /** Returns the index of all nodes in order, where it is on the class path and not the one that is asked anyway. */
        private Optional<Index> wholeIndex(Store openStore, @Nullable EmbeddingModel model, LanguageModel answers) {
            boolean there = providers.all(IndexProvider.class).stream()
                    .anyMatch(provider -> provider.name().equals(WHOLE_INDEX));
            return there && !indexName.equals(WHOLE_INDEX)
                    ? Optional.of(openIndex(WHOLE_INDEX, openStore, model, answers))
                    : Optional.empty();
        }

        private Index openIndex(String name, Store openStore, @Nullable EmbeddingModel model, LanguageModel answers) {
            IndexProvider provider = providers.get(IndexProvider.class, name);
            Settings.Builder parts = settingsOf(name).toBuilder()
                    .part(Store.class, openStore)
                    .part(LanguageModel.class, answers)
                    .part(FailurePolicy.class, failurePolicy)
                    .part(IngestListener.class, listener);
            if (model == null || provider.embeds(settingsOf(name))) {
                IngestPipeline.Builder pipeline = model == null
                        ? IngestPipeline.builder(openStore)
                        : IngestPipeline.builder(openStore, SentenceSplitter.forModel(model), model);
                parts.part(
                        IngestPipeline.class,
                        pipeline.failurePolicy(failurePolicy).listener(listener).build());
            }
            if (model != null) {
                parts.part(EmbeddingModel.class, model);
            }
            return Providers.create(provider, parts.build());
        }

        private Settings settingsOf(String provider) {
            return settings.getOrDefault(provider, Settings.empty());
        }
    }

    /** What was opened here, to be closed in the opposite order. */
    private static final class Owned {

        private final Deque<Runnable> closers = new ArrayDeque<>();

        <T> T add(T part, Consumer<T> close) {
            closers.push(() -> close.accept(part));
            return part;
        }

        void close() {
            RuntimeException failure = null;
            while (!closers.isEmpty()) {
                try {
                    closers.pop().run();
                } catch (RuntimeException e) {
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
