package dev.lectern.server;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.reader.Reader;
import dev.lectern.server.api.Backend;
import dev.lectern.server.chunk.CompatibleSplitter;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Store, model, splitter and reader of a server; what was made here is closed here. Thread-safe.
 *
 * @param backend store, splitter and model
 * @param reader what reads uploads
 * @param made what to close, last made first
 */
record Parts(Backend backend, Reader reader, Deque<AutoCloseable> made) {

    private static final String DEFAULT_PATH = "lectern-store";
    private static final String PART_BYTES = "max-part-bytes";

    /** Some documents of everyday size. */
    private static final long MIN_PART_BYTES = 4L << 20;

    /** As readers have it that do not share a process with others. */
    private static final long MAX_PART_BYTES = 256L << 20;

    /** Takes what was given and makes what was not; closes what it made if it fails. */
    static Parts open(
            Configuration configuration,
            Providers providers,
            @Nullable Store store,
            @Nullable EmbeddingModel model,
            @Nullable Splitter splitter,
            @Nullable Reader reader) {
        Deque<AutoCloseable> made = new ArrayDeque<>();
        try {
            Settings settings = configuration.settings();
            Reader reads = reader != null ? reader : reader(configuration, providers);
            Store keeps = store != null ? store : store(configuration, providers);
            if (store == null) {
                made.push(keeps);
            }
            if (keeps.capabilities().contains(Capability.OWN_EMBEDDING)) {
                return new Parts(new Backend(keeps, null, null), reads, made);
            }
            EmbeddingModel embeds = model != null ? model : model(configuration, providers);
            if (model == null) {
                made.push(embeds);
            }
            Splitter cuts = splitter != null ? splitter : splitter(settings, embeds);
            keeps.bindModel(embeds); // a store that was filled by another model stops the start here
            return new Parts(new Backend(keeps, cuts, embeds), reads, made);
        } catch (RuntimeException e) {
            close(made);
            throw e;
        }
    }

    /** Makes the store; one that needs a directory, and was given none, gets that of {@value #DEFAULT_PATH}. */
    private static Store store(Configuration configuration, Providers providers) {
        StoreProvider provider =
                providers.get(StoreProvider.class, configuration.settings().get(ServerOptions.STORE));
        Settings own = configuration.part("store");
        return Providers.create(
                provider,
                isUnset(provider, own, "path")
                        ? own.toBuilder().set("path", DEFAULT_PATH).build()
                        : own);
    }

    private static EmbeddingModel model(Configuration configuration, Providers providers) {
        String name = configuration.settings().get(ServerOptions.MODEL);
        EmbeddingModelProvider provider = name.isEmpty()
                ? providers.singleOr(EmbeddingModelProvider.class, EmbeddingModelProvider.DEFAULT)
                : providers.get(EmbeddingModelProvider.class, name);
        return Providers.create(provider, configuration.part("embedding-model"));
    }

    private static Reader reader(Configuration configuration, Providers providers) {
        ReaderProvider provider =
                providers.get(ReaderProvider.class, configuration.settings().get(ServerOptions.READER));
        Settings own = configuration.part("reader");
        return Providers.create(
                provider,
                isUnset(provider, own, PART_BYTES)
                        ? own.toBuilder()
                                .set(PART_BYTES, String.valueOf(partBytes(configuration.settings())))
                                .build()
                        : own);
    }

    /** Returns what the files within one upload may unpack to, so that as many uploads as there are workers fit into half of the heap. */
    private static long partBytes(Settings settings) {
        long share = Runtime.getRuntime().maxMemory() / 2 / settings.get(ServerOptions.WORKERS);
        return Math.max(MIN_PART_BYTES, Math.min(MAX_PART_BYTES, share));
    }

    private static boolean isUnset(Provider<?> provider, Settings own, String name) {
        return provider.options().stream().anyMatch(option -> option.name().equals(name) && !own.has(option));
    }

    private static Splitter splitter(Settings settings, EmbeddingModel model) {
        int tokens = settings.get(ServerOptions.CHUNK_TOKENS);
        int overlap = settings.get(ServerOptions.CHUNK_OVERLAP);
        if (settings.get(ServerOptions.CHUNKING) == Chunking.COMPATIBLE) {
            if (overlap > 0) {
                throw new IllegalArgumentException(
                        "chunk-overlap must not be given with chunking compatible, which has none, got: " + overlap);
            }
            return CompatibleSplitter.create(tokens == 0 ? CompatibleSplitter.DEFAULT_TOKENS : tokens, model);
        }
        int size = tokens == 0 ? SentenceSplitter.defaultMaxTokens(model) : tokens;
        if (overlap >= size) {
            throw new IllegalArgumentException(
                    "chunk-overlap must be less than the " + size + " tokens of a chunk, got: " + overlap);
        }
        return SentenceSplitter.byTokens(
                model.tokenizer(), size, overlap < 0 ? SentenceSplitter.defaultOverlap(size) : overlap);
    }

    /** Closes what was made here. */
    void close() {
        close(made);
    }

    private static void close(Deque<AutoCloseable> made) {
        while (!made.isEmpty()) {
            try {
                made.pop().close();
            } catch (Exception e) { // AutoCloseable declares it; stores and models do not throw checked ones
                throw new IllegalStateException("a part could not be closed", e);
            }
        }
    }
}
