package dev.lectern.models.onnx;

import java.util.Objects;

/**
 * Says where the files of a BERT-like embedding model are and how it wants to be used.
 *
 * <p>The model takes {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, and gives {@code last_hidden_state}. To use
 * a model that is not included, put the jar that carries it on the class path and describe it:
 *
 * <pre>{@code
 * var bge = new ModelDescriptor("bge-small-en-v1.5", "bge-small-en-v1.5-q.onnx", "bge-small-en-v1.5-q-tokenizer.json",
 *         384, 512, Pooling.CLS, "Represent this sentence for searching relevant passages: ", "");
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param name what people call the model
 * @param modelResource the ONNX file, as a class path resource without leading slash
 * @param tokenizerResource the {@code tokenizer.json} with the WordPiece vocabulary, likewise
 * @param dimensions floats per vector, 1 or more
 * @param maxPieces word pieces the model reads at once, {@code [CLS]} and {@code [SEP]} included, 3 or more
 * @param pooling how it was trained to make one vector of many
 * @param queryPrefix what it was trained to see before a question; empty for nothing
 * @param documentPrefix what it was trained to see before a text to be found; empty for nothing
 */
public record ModelDescriptor(
        String name,
        String modelResource,
        String tokenizerResource,
        int dimensions,
        int maxPieces,
        Pooling pooling,
        String queryPrefix,
        String documentPrefix) {

    /**
     * Makes a descriptor.
     *
     * @throws IllegalArgumentException if a number is out of range (message has it)
     */
    public ModelDescriptor {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(modelResource, "modelResource");
        Objects.requireNonNull(tokenizerResource, "tokenizerResource");
        Objects.requireNonNull(pooling, "pooling");
        Objects.requireNonNull(queryPrefix, "queryPrefix");
        Objects.requireNonNull(documentPrefix, "documentPrefix");
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be 1 or more, got: " + dimensions);
        }
        if (maxPieces < 3) {
            throw new IllegalArgumentException("maxPieces must be 3 or more, got: " + maxPieces);
        }
    }

    /**
     * Describes the included model: all-MiniLM-L6-v2, quantised to 8 bits, 384 dimensions.
     *
     * <p>It was trained with at most 256 word pieces; the 128 in its {@code tokenizer.json} is a mistake of the conversion.
     *
     * @see <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">model card</a>
     */
    public static ModelDescriptor allMiniLmL6V2() {
        return new ModelDescriptor(
                "all-minilm-l6-v2",
                "all-minilm-l6-v2-q.onnx",
                "all-minilm-l6-v2-q-tokenizer.json",
                384,
                256,
                Pooling.MEAN,
                "",
                "");
    }

    /** Names everything here that decides the vectors. */
    String fingerprint() {
        return String.join(
                "/", name, modelResource, Integer.toString(dimensions), pooling.name(), queryPrefix, documentPrefix);
    }
}
