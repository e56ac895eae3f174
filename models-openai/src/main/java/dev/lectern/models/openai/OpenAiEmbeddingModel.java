package dev.lectern.models.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.model.TokenUsage;
import dev.lectern.models.openai.EmbeddingBatches.Batch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Embeds texts by a service that speaks OpenAI's protocol.
 *
 * <pre>{@code
 * OpenAiEndpoint endpoint = OpenAiEndpoint.builder().build();
 * try (EmbeddingModel model = OpenAiEmbeddingModel.builder(endpoint, "text-embedding-3-small").build()) {
 *     Embedding tide = model.embedQuery("When does the tide turn?");
 * }
 * }</pre>
 *
 * <p>A text longer than {@link #maxTokens()} is refused before anything is sent. An empty text is sent as one blank, since services refuse
 * it otherwise. Texts go in batches, one after the other; a batch that the service refuses is halved until the text at fault is found
 * and named; what was embedded before it is in {@link EmbedException#embedded()}. Vectors must come one per text, with the order of the texts, the right number of floats, and all of them finite; anything
 * else is an {@link OpenAiEmbedException}.
 *
 * <p>Thread-safety: safe for concurrent use until closed. An interrupt ends a call with an exception, and the thread stays interrupted.
 */
public final class OpenAiEmbeddingModel implements EmbeddingModel {

    private static final String OPERATION = "embeddings";

    private final OpenAiEndpoint endpoint;
    private final String model;
    private final int requestedDimensions;
    private final AtomicInteger dimensions;
    private final int maxTokens;
    private final Tokenizer tokenizer;
    private final EmbeddingBatches batches;
    private final String queryPrefix;
    private final String documentPrefix;
    private final UsageMeter usage = new UsageMeter();
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenAiEmbeddingModel(Builder builder) {
        ModelFacts facts = ModelFacts.of(builder.model);
        boolean known = facts.dimensions() > 0;
        this.endpoint = builder.endpoint;
        this.model = builder.model;
        this.requestedDimensions = builder.dimensions;
        this.dimensions = new AtomicInteger(builder.dimensions > 0 ? builder.dimensions : facts.dimensions());
        this.tokenizer = builder.tokenizer != null ? builder.tokenizer : facts.tokenizer();
        this.queryPrefix = builder.queryPrefix;
        this.documentPrefix = builder.documentPrefix;
        int read = builder.maxTokens > 0
                ? builder.maxTokens
                : known ? ModelFacts.OPENAI_EMBEDDING_TOKENS : ModelFacts.UNKNOWN_EMBEDDING_TOKENS;
        this.maxTokens = read - prefixTokens();
        if (maxTokens < 1) {
            throw new IllegalArgumentException(
                    "maxTokens must leave room beside the prefixes of " + prefixTokens() + " tokens, got: " + read);
        }
        int defaultTexts = endpoint.address().isHosted() ? Builder.HOSTED_TEXTS : Builder.LOCAL_TEXTS;
        this.batches =
                new EmbeddingBatches(builder.batchTexts > 0 ? builder.batchTexts : defaultTexts, builder.batchTokens);
    }

    private int prefixTokens() {
        return Math.max(
                queryPrefix.isEmpty() ? 0 : tokenizer.count(queryPrefix),
                documentPrefix.isEmpty() ? 0 : tokenizer.count(documentPrefix));
    }

    /**
     * Starts a model.
     *
     * @param model as the service spells it, such as {@code text-embedding-3-small}
     */
    public static Builder builder(OpenAiEndpoint endpoint, String model) {
        return new Builder(endpoint, model);
    }

    @Override
    public String name() {
        return model;
    }

    /**
     * Returns the number of floats in each vector: as asked for, or as known of the model, else as the first answer of the service has them.
     *
     * <p>Cost: one call to the service, at most once, where neither asked for nor known.
     *
     * @throws OpenAiEmbedException if the service has to be asked and does not answer
     */
    @Override
    public int dimensions() {
        if (dimensions.get() == 0) {
            embedQuery("dimensions");
        }
        return dimensions.get();
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public String fingerprint() {
        String prefixes = queryPrefix.isEmpty() && documentPrefix.isEmpty()
                ? ""
                : "/" + Integer.toHexString(Objects.hash(queryPrefix, documentPrefix));
        return model + "/" + dimensions() + prefixes;
    }

    /** Returns what all calls so far have used, as the service counted; what it did not count is counted here. */
    public TokenUsage usage() {
        return usage.total();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        return embed(texts, documentPrefix);
    }

    @Override
    public Embedding embedQuery(String text) {
        return embed(List.of(text), queryPrefix).get(0);
    }

    @Override
    public void close() {
        closed.set(true);
    }

    /** Returns model and endpoint. */
    @Override
    public String toString() {
        return "OpenAiEmbeddingModel[" + model + ", " + endpoint.address() + "]";
    }

    private List<Embedding> embed(List<String> given, String prefix) {
        List<String> texts = List.copyOf(given);
        if (closed.get()) {
            throw new IllegalStateException("model must be open, got: closed " + model);
        }
        int[] tokens = new int[texts.size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = tokenizer.count(texts.get(i));
            if (tokens[i] > maxTokens) {
                throw new EmbedException(
                        model,
                        "Could not embed " + which(i, i + 1, tokens.length) + ": it has " + tokens[i] + " tokens ("
                                + tokenizer.name() + ") and " + model + " reads at most " + maxTokens
                                + ". Split it smaller, or set max-tokens to what the model reads.",
                        null);
            }
        }
        List<String> sent = texts.stream().map(text -> sent(prefix + text)).toList();
        @Nullable Embedding[] vectors = new @Nullable Embedding[tokens.length];
        for (Batch batch : batches.of(tokens)) {
            embed(sent, tokens, batch, vectors);
        }
        return Arrays.stream(vectors).map(Objects::requireNonNull).toList();
    }

    private static String sent(String text) {
        return text.isEmpty() ? " " : text;
    }

    /** Embeds a batch and puts the vectors into their places; where it fails, those of the batches before it are part of the failure. */
    private void embed(List<String> texts, int[] tokens, Batch batch, @Nullable Embedding[] vectors) {
        try {
            long cost = Arrays.stream(tokens, batch.from(), batch.to())
                    .asLongStream()
                    .sum();
            List<Embedding> embedded = call(texts.subList(batch.from(), batch.to()), cost);
            for (int i = 0; i < batch.size(); i++) {
                vectors[batch.from() + i] = embedded.get(i);
            }
        } catch (CallFailure failure) {
            if (batch.size() == 1 || !isOfOneText(failure.fault())) {
                throw new OpenAiEmbedException(
                        model,
                        "Could not embed " + which(batch.from(), batch.to(), texts.size()) + " with " + model + " at "
                                + endpoint.address() + ": " + failure.reason(),
                        Arrays.asList(vectors),
                        failure);
            }
            int middle = (batch.from() + batch.to()) / 2;
            embed(texts, tokens, new Batch(batch.from(), middle), vectors);
            embed(texts, tokens, new Batch(middle, batch.to()), vectors);
        }
    }

    /** Tells whether another part of the batch may do well. */
    private static boolean isOfOneText(ServiceFault fault) {
        boolean ofInput = fault.parameter().isEmpty() || fault.parameter().startsWith("input");
        return switch (fault.kind()) {
            case BAD_REQUEST, TOO_LONG -> ofInput;
            case TOO_LARGE -> true;
            case SERVICE_ERROR -> fault.statusCode() == 500; // what llama.cpp says to a text that is too long
            default -> false;
        };
    }

    private static String which(int from, int to, int all) {
        return to - from == 1 ? "text " + to + " of " + all : "texts " + (from + 1) + " to " + to + " of " + all;
    }

    private List<Embedding> call(List<String> texts, long cost) throws CallFailure {
        Call call = new Call(OPERATION, model, body(texts), cost, false);
        return endpoint.transport().exchange(call, new Stop(), answer -> {
            byte[] body = answer.all();
            try {
                EmbeddingAnswer read = EmbeddingAnswer.read(body);
                if (!read.hasData()) {
                    throw unexpected(answer, body);
                }
                long used = read.tokens(cost);
                usage.add(new TokenUsage(used, 0)); // paid, whatever it is good for
                endpoint.limiter().settle(cost, used);
                List<Embedding> vectors = read.vectors(texts.size(), dimensions.get());
                dimensions.compareAndSet(0, vectors.get(0).dimensions());
                return vectors;
            } catch (IOException e) {
                throw answer.errors().badAnswer(answer, String.valueOf(e.getMessage()), body);
            }
        });
    }

    /** Some services report an error with status 200. */
    private static CallFailure unexpected(Answer answer, byte[] body) throws IOException {
        var json = Json.parse(body);
        return json.hasNonNull("error")
                ? answer.errors().inAnswer(json, answer.headers())
                : answer.errors().badAnswer(answer, "it has no list of data", body);
    }

    private byte[] body(List<String> texts) {
        ObjectNode body = Json.object();
        body.put("model", model);
        ArrayNode input = body.putArray("input");
        texts.forEach(input::add);
        if (requestedDimensions > 0) {
            body.put("dimensions", requestedDimensions);
        }
        if (endpoint.address().isHosted()) {
            body.put("encoding_format", "base64"); // a quarter of the bytes; not all other services know it
        }
        return Json.write(body);
    }

    /** Collects the options of a model; one thread at a time. */
    public static final class Builder {

        /** An eighth of what OpenAI takes: an answer stays below 2 MB. */
        private static final int HOSTED_TEXTS = 256;

        /** The least that a common server takes at once unless told otherwise (Hugging Face's text-embeddings-inference). */
        private static final int LOCAL_TEXTS = 32;

        private final OpenAiEndpoint endpoint;
        private final String model;
        private int dimensions;
        private int maxTokens;
        private @Nullable Tokenizer tokenizer;
        private int batchTexts;
        private int batchTokens = 100_000;
        private String queryPrefix = "";
        private String documentPrefix = "";

        private Builder(OpenAiEndpoint endpoint, String model) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            if (model.isBlank()) {
                throw new IllegalArgumentException("model must be given, got: nothing");
            }
            this.model = model;
        }

        /**
         * Asks the service for vectors of so many floats; unless set the model's own number. A service that does not know this and sends
         * others is a named failure.
         */
        public Builder dimensions(int changed) {
            this.dimensions = positive("dimensions", changed);
            return this;
        }

        /** Sets how many tokens the model reads; 8,191 for models of OpenAI and 512 for others unless set. */
        public Builder maxTokens(int changed) {
            this.maxTokens = positive("maxTokens", changed);
            return this;
        }

        /** Sets what counts tokens; that of the model where it is one of OpenAI's, else an estimate that errs on the safe side. */
        public Builder tokenizer(Tokenizer changed) {
            this.tokenizer = Objects.requireNonNull(changed, "tokenizer");
            return this;
        }

        /** Sets how many texts go in one request; 256 for OpenAI and Azure and 32 for others unless set. */
        public Builder batchTexts(int changed) {
            this.batchTexts = positive("batchTexts", changed);
            return this;
        }

        /** Sets how many tokens go in one request; 100,000 unless set, a third of what OpenAI takes. */
        public Builder batchTokens(int changed) {
            this.batchTokens = positive("batchTokens", changed);
            return this;
        }

        /** Sets what stands before each question, for models that want it, such as {@code "search_query: "}; nothing unless set. */
        public Builder queryPrefix(String changed) {
            this.queryPrefix = Objects.requireNonNull(changed, "queryPrefix");
            return this;
        }

        /** Sets what stands before each text to be found, such as {@code "search_document: "}; nothing unless set. */
        public Builder documentPrefix(String changed) {
            this.documentPrefix = Objects.requireNonNull(changed, "documentPrefix");
            return this;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be 1 or more, got: " + value);
            }
            return value;
        }

        /**
         * Returns the model; nothing is sent.
         *
         * @throws IllegalArgumentException if the prefixes leave no room for a text
         */
        public OpenAiEmbeddingModel build() {
            return new OpenAiEmbeddingModel(this);
        }
    }
}
