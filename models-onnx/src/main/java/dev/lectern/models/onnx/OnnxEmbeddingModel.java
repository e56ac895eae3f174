package dev.lectern.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Embeds text with a model that runs inside the JVM; no key, no server, no network.
 *
 * <pre>{@code
 * try (OnnxEmbeddingModel model = OnnxEmbeddingModel.allMiniLmL6V2()) {
 *     Embedding tide = model.embedQuery("When does the tide turn?");
 * }
 * }</pre>
 *
 * <p>Vectors have unit length. A text longer than {@link #maxTokens()} is refused unless {@link LongTexts#AVERAGE} is chosen; nothing is
 * cut in silence. Texts are embedded one by one, so that a vector depends on its text alone; vectors of two machines may differ in
 * the last digits, as their processors' 8-bit arithmetic does.
 *
 * <p>Not for a GPU, and not for models that need another tokenizer than {@link WordPieceTokenizer}.
 *
 * <p>Thread-safety: safe for concurrent use. At most {@link Builder#parallelism} texts are embedded at once over all callers, each by
 * one thread. A list is shared out to threads of the model's own, so that one caller keeps all processors busy. {@link #close} waits
 * for calls that go on; a call after it is an {@link IllegalStateException}. An interrupt is noticed between texts: the call throws an
 * {@link EmbedException} and the thread stays interrupted.
 */
public final class OnnxEmbeddingModel implements EmbeddingModel {

    private final ModelDescriptor descriptor;
    private final LongTexts longTexts;
    private final WordPieceTokenizer tokenizer;
    private final OnnxRunner runner;
    private final TextFanOut fanOut;
    private final int[] queryPrefix;
    private final int[] documentPrefix;
    private final int maxTokens;
    /** Calls hold the read lock, so that the native model is not freed under them. */
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

    private boolean closed;

    private OnnxEmbeddingModel(Builder builder) {
        this.descriptor = builder.descriptor;
        this.longTexts = builder.longTexts();
        FutureTask<OrtEnvironment> runtime = OnnxRunner.loadRuntime();
        this.tokenizer = WordPieceTokenizer.of(descriptor);
        this.runner = OnnxRunner.open(descriptor, builder.parallelism(), runtime);
        this.fanOut = new TextFanOut(builder.parallelism() - 1);
        this.queryPrefix = tokenizer.ids(descriptor.queryPrefix());
        this.documentPrefix = tokenizer.ids(descriptor.documentPrefix());
        this.maxTokens = descriptor.maxPieces() - 2 - Math.max(queryPrefix.length, documentPrefix.length);
    }

    /** Opens the included model with its defaults: all-MiniLM-L6-v2, 384 dimensions, texts of at most 254 tokens. */
    public static OnnxEmbeddingModel allMiniLmL6V2() {
        return builder().build();
    }

    /** Starts with the included model and its defaults. */
    public static Builder builder() {
        return builder(ModelDescriptor.allMiniLmL6V2());
    }

    /** Starts with a model whose files are on the class path. */
    public static Builder builder(ModelDescriptor descriptor) {
        return new Builder(descriptor);
    }

    @Override
    public String name() {
        return descriptor.name();
    }

    @Override
    public int dimensions() {
        return descriptor.dimensions();
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    /** Returns the model's own tokenizer; it stays usable after {@link #close}. */
    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public String fingerprint() {
        return descriptor.fingerprint();
    }

    /**
     * Embeds texts that are to be found.
     *
     * <p>All lengths are checked before the first text is embedded.
     *
     * @throws EmbedException if a text is too long (message has its position, its tokens and the limit), the model fails, or the thread
     *     is interrupted
     */
    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        List<String> copy = List.copyOf(texts);
        return whileOpen(() -> {
            if (longTexts == LongTexts.REFUSE) {
                for (int i = 0; i < copy.size(); i++) {
                    requireFits(tokenizer.count(copy.get(i)), "text " + (i + 1) + " of " + copy.size());
                }
            }
            return fanOut.map(copy, text -> embed(text, documentPrefix));
        });
    }

    @Override
    public Embedding embedQuery(String text) {
        Objects.requireNonNull(text, "text");
        return whileOpen(() -> embed(text, queryPrefix));
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                fanOut.close();
                runner.close();
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    /** Returns the name, for people. */
    @Override
    public String toString() {
        return "OnnxEmbeddingModel[" + descriptor.name() + "]";
    }

    private <T> T whileOpen(Supplier<T> call) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("model must be open, got: closed " + descriptor.name());
            }
            return call.get();
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private Embedding embed(String text, int[] prefix) {
        int[] content = tokenizer.ids(text);
        if (longTexts == LongTexts.REFUSE) {
            requireFits(content.length, "a text");
        }
        int windows = Math.max(1, (content.length + maxTokens - 1) / maxTokens);
        float[] sum = new float[descriptor.dimensions()];
        float[] vector = windows == 1 ? sum : new float[descriptor.dimensions()];
        for (int window = 0; window < windows; window++) {
            int from = (int) ((long) content.length * window / windows);
            int to = (int) ((long) content.length * (window + 1) / windows);
            runner.run(framed(prefix, content, from, to), vector);
            normalise(vector);
            if (windows > 1) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += vector[i] * (to - from);
                }
            }
        }
        if (windows > 1) {
            normalise(sum);
        }
        return Embedding.of(sum);
    }

    private int[] framed(int[] prefix, int[] content, int from, int to) {
        int[] ids = new int[prefix.length + to - from + 2];
        ids[0] = tokenizer.begin();
        System.arraycopy(prefix, 0, ids, 1, prefix.length);
        System.arraycopy(content, from, ids, 1 + prefix.length, to - from);
        ids[ids.length - 1] = tokenizer.end();
        return ids;
    }

    private void requireFits(int tokens, String which) {
        if (tokens > maxTokens) {
            throw new EmbedException(
                    descriptor.name(),
                    "Could not embed " + which + ": it has " + tokens + " tokens and " + descriptor.name()
                            + " reads at most " + maxTokens + ". Split it smaller, or choose long-texts = average.",
                    null);
        }
    }

    private static void normalise(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
    }

    /** Collects the options of a model; one thread at a time. */
    public static final class Builder {

        private final ModelDescriptor descriptor;
        private @Nullable LongTexts longTexts;
        private @Nullable Integer parallelism;

        private Builder(ModelDescriptor descriptor) {
            this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
        }

        /** Says what happens to a text longer than the model reads; default {@link LongTexts#REFUSE}, since an average blurs. */
        public Builder longTexts(LongTexts longTexts) {
            if (this.longTexts != null) {
                throw new IllegalArgumentException(
                        "longTexts must be set once, got: " + this.longTexts + " and " + longTexts);
            }
            this.longTexts = Objects.requireNonNull(longTexts, "longTexts");
            return this;
        }

        /**
         * Says how many texts are embedded at once, over all callers; 1 makes no threads. Default: the number of processors, since each
         * run keeps one busy and more of them only wait for each other.
         *
         * @throws IllegalArgumentException if it is below 1 or set twice (message has it)
         */
        public Builder parallelism(int parallelism) {
            if (this.parallelism != null) {
                throw new IllegalArgumentException(
                        "parallelism must be set once, got: " + this.parallelism + " and " + parallelism);
            }
            if (parallelism < 1) {
                throw new IllegalArgumentException("parallelism must be 1 or more, got: " + parallelism);
            }
            this.parallelism = parallelism;
            return this;
        }

        /**
         * Loads the model; the caller closes it. Takes about half a second, most of it to unpack two jars.
         *
         * @throws EmbedException if a file is missing or the runtime cannot be loaded on this machine
         */
        public OnnxEmbeddingModel build() {
            return new OnnxEmbeddingModel(this);
        }

        LongTexts longTexts() {
            return longTexts == null ? LongTexts.REFUSE : longTexts;
        }

        int parallelism() {
            return parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
        }
    }
}
