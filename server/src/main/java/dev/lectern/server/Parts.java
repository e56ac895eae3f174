package dev.lectern.server;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.reader.Reader;
import dev.lectern.server.api.Backend;
import dev.lectern.server.chunk.CompatibleSplitter;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
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
            requireFit(keeps, embeds);
            return new Parts(new Backend(keeps, cuts, embeds), reads, made);
        } catch (RuntimeException e) {
            close(made);
            throw e;
        }
    }

    /** Asks the store once, so that one that cannot be reached, or was filled with another model, stops the start. */
    private static void requireFit(Store store, EmbeddingModel model) {
        if (store.documentCount() == 0 || !store.capabilities().contains(Capability.LISTING)) {
            return;
        }
        StoredDocument first = store.documents(null, 1).get(0);
        if (first.nodeCount() > 0 && !first.version().endsWith("/" + model.fingerprint())) {
            throw new ServerException(
                    first.id(),
                    "Could not serve the store: its document " + first.id() + " was embedded by another model than "
                            + model.fingerprint() + ", its version is " + first.version()
                            + ". Choose the model that filled the store, or another store.",
                    null);
        }
    }

    private static Store store(Configuration configuration, Providers providers) {
        return providers.create(
                StoreProvider.class, configuration.settings().get(ServerOptions.STORE), configuration.part("store"));
    }

    private static EmbeddingModel model(Configuration configuration, Providers providers) {
        String name = configuration.settings().get(ServerOptions.MODEL);
        EmbeddingModelProvider provider = name.isEmpty()
                ? providers.single(EmbeddingModelProvider.class)
                : providers.get(EmbeddingModelProvider.class, name);
        return Providers.create(provider, configuration.part("embedding-model"));
    }

    private static Reader reader(Configuration configuration, Providers providers) {
        return providers.create(
                ReaderProvider.class, configuration.settings().get(ServerOptions.READER), configuration.part("reader"));
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
