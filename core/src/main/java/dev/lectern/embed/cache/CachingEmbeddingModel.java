package dev.lectern.embed.cache;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what a model embeds in a directory, and embeds no text twice, in this process or a later one.
 *
 * <pre>{@code
 * try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, Path.of("embeddings"))) {
 *     cached.embedDocuments(texts);
 *     System.out.println(cached.report()); // 1480 of 1500 texts found, ...
 * }
 * }</pre>
 *
 * <p>A vector is found by its text, the {@linkplain EmbeddingModel#fingerprint() fingerprint} and dimensions of the model, and whether
 * the text was a document or a question. So models may share a directory one after the other, and a changed model finds nothing of the
 * old one. Everything else is as the model has it: name, limits, refusals. Texts that are found are not checked against its limit again,
 * since they passed it. Where the model fails in the middle of a list, what it had embedded until then is kept; the numbers of texts in its message
 * count those that it was given, which are the ones that were not found.
 *
 * <p>What a crash tears is dropped when the directory is opened next, and what is damaged is embedded anew; a found vector is right or
 * none. Vectors are not forced to disk one by one, so a power failure may cost the latest. A disk that is full or broken costs the cache,
 * not the embedding: {@link CacheReport#unwritten()}. When the files reach their bound the oldest vectors go, an eighth of them or 64 MiB
 * at a time, whether they were of use or not.
 *
 * <p>Cost: about 110 bytes of memory per vector, and on disk four bytes per dimension and 28; opening reads the head of each vector.
 *
 * <p>A directory has one user at a time; several models of a process cannot share it at once. Thread-safety: safe for concurrent use
 * until closed. Whoever made the model closes it.
 */
public final class CachingEmbeddingModel implements EmbeddingModel {

    /** 1 GiB: some 680,000 vectors of 384 dimensions, far below what a disk has to spare. */
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    private final EmbeddingModel model;
    private final Segments segments;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private volatile boolean closed;

    private CachingEmbeddingModel(EmbeddingModel model, Segments segments) {
        this.model = model;
        this.segments = segments;
    }

    /** Opens a cache of {@link #DEFAULT_MAX_BYTES} at most. */
    public static CachingEmbeddingModel create(EmbeddingModel model, Path directory) {
        return create(model, directory, DEFAULT_MAX_BYTES);
    }

    /**
     * Opens a cache.
     *
     * @param model embeds what is not there; stays the caller's to close
     * @param directory made if it is not there
     * @param maxBytes size of the files at most, 1 or more; a vector that is larger alone is not kept
     * @throws dev.lectern.embed.EmbedException if somebody has the directory open, or it cannot be read (message has the directory)
     */
    public static CachingEmbeddingModel create(EmbeddingModel model, Path directory, long maxBytes) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(directory, "directory");
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be 1 or more, got: " + maxBytes);
        }
        return new CachingEmbeddingModel(model, Segments.open(directory, maxBytes));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public String fingerprint() {
        return model.fingerprint();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        requireOpen();
        List<Key> keys = texts.stream()
                .map(text -> Key.of(text, Key.Role.DOCUMENT, model))
                .toList();
        Map<Key, Embedding> known = new LinkedHashMap<>();
        Map<Key, String> unknown = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            if (known.containsKey(key) || unknown.containsKey(key)) {
                continue;
            }
            Optional<Embedding> found = segments.find(key);
            if (found.isPresent()) {
                known.put(key, found.get());
            } else {
                unknown.put(key, texts.get(i));
            }
        }
        embed(unknown, known);
        misses.addAndGet(unknown.size());
        hits.addAndGet(keys.size() - unknown.size());
        List<Embedding> embeddings = new ArrayList<>(keys.size());
        keys.forEach(key -> embeddings.add(Objects.requireNonNull(known.get(key))));
        return List.copyOf(embeddings);
    }

    private void embed(Map<Key, String> unknown, Map<Key, Embedding> known) {
        if (unknown.isEmpty()) {
            return;
        }
        List<Key> keys = List.copyOf(unknown.keySet());
        List<Embedding> fresh;
        try {
            fresh = model.embedDocuments(List.copyOf(unknown.values()));
        } catch (EmbedException e) {
            e.embedded().forEach((place, embedding) -> segments.add(keys.get(place), embedding));
            misses.addAndGet(e.embedded().size());
            throw e;
        }
        for (int i = 0; i < keys.size(); i++) {
            segments.add(keys.get(i), fresh.get(i));
            known.put(keys.get(i), fresh.get(i));
        }
    }

    @Override
    public Embedding embedQuery(String text) {
        requireOpen();
        Key key = Key.of(text, Key.Role.QUESTION, model);
        Optional<Embedding> found = segments.find(key);
        if (found.isPresent()) {
            hits.incrementAndGet();
            return found.get();
        }
        Embedding embedding = model.embedQuery(text);
        misses.incrementAndGet();
        segments.add(key, embedding);
        return embedding;
    }

    /** Returns what the cache did since it was opened, and what it holds; also after {@link #close()}. */
    public CacheReport report() {
        return segments.report(hits.get(), misses.get());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("embedding cache must be open, got: closed " + name());
        }
    }

    /** Closes the files; the model stays open. */
    @Override
    public void close() {
        closed = true;
        segments.close();
    }

    /** Returns model and report, for people. */
    @Override
    public String toString() {
        return "CachingEmbeddingModel[" + name() + ", " + report() + "]";
    }
}
