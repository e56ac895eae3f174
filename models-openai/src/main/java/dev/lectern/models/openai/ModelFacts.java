package dev.lectern.models.openai;

import dev.lectern.embed.Tokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of a model by its name. Immutable.
 *
 * @param contextTokens what it reads and writes together
 * @param outputTokens what it writes at most
 * @param reasons whether it thinks in tokens that count as output and are not shown, and takes no temperature
 * @param dimensions floats of its vectors; 0 where it is no embedding model, or is not known
 * @param tokenizer what counts its tokens
 * @see <a href="https://platform.openai.com/docs/models">OpenAI, Models</a>, as of 2025
 */
record ModelFacts(int contextTokens, int outputTokens, boolean reasons, int dimensions, Tokenizer tokenizer) {

    /** What Ollama gives a model unless told otherwise, and small local models read at least. */
    private static final int UNKNOWN_CONTEXT = 4_096;

    private static final int UNKNOWN_OUTPUT = 1_024;

    /** What embedding models of the BERT family read. */
    static final int UNKNOWN_EMBEDDING_TOKENS = 512;

    /** What all embedding models of OpenAI read. */
    static final int OPENAI_EMBEDDING_TOKENS = 8_191;

    /** An answer from sources is seldom longer than a page or two. */
    private static final int MOST_OUTPUT = 4_096;

    private static final Map<String, Integer> DIMENSIONS = Map.of(
            "text-embedding-3-small", 1_536,
            "text-embedding-3-large", 3_072,
            "text-embedding-ada-002", 1_536);

    private record Family(String prefix, int contextTokens, int outputTokens, boolean reasons, boolean newTable) {}

    /** The first whose prefix fits. */
    private static final List<Family> FAMILIES = List.of(
            new Family("gpt-5-chat", 128_000, 16_384, false, true),
            new Family("gpt-5", 400_000, 128_000, true, true),
            new Family("gpt-oss", 131_072, 32_768, true, true),
            new Family("gpt-4.1", 1_047_576, 32_768, false, true),
            new Family("gpt-4.5", 128_000, 16_384, false, true),
            new Family("gpt-4o", 128_000, 16_384, false, true),
            new Family("chatgpt-4o", 128_000, 16_384, false, true),
            new Family("o1-mini", 128_000, 65_536, true, true),
            new Family("o1", 200_000, 100_000, true, true),
            new Family("o3", 200_000, 100_000, true, true),
            new Family("o4", 200_000, 100_000, true, true),
            new Family("gpt-4-turbo", 128_000, 4_096, false, false),
            new Family("gpt-4-1106", 128_000, 4_096, false, false),
            new Family("gpt-4-0125", 128_000, 4_096, false, false),
            new Family("gpt-4-32k", 32_768, 4_096, false, false),
            new Family("gpt-4", 8_192, 4_096, false, false),
            new Family("gpt-3.5-turbo", 16_385, 4_096, false, false),
            new Family("gpt-35-turbo", 16_385, 4_096, false, false)); // as Azure spells it

    /** Looks a model up; one that is not known has a small window and an estimate of its tokens. */
    static ModelFacts of(String model) {
        String name = plain(model);
        if (DIMENSIONS.containsKey(name)) {
            return new ModelFacts(OPENAI_EMBEDDING_TOKENS, 1, false, DIMENSIONS.get(name), BytePairTokenizer.cl100k());
        }
        for (Family family : FAMILIES) {
            if (name.startsWith(family.prefix)) {
                return new ModelFacts(
                        family.contextTokens,
                        Math.min(family.outputTokens, MOST_OUTPUT),
                        family.reasons,
                        0,
                        family.newTable ? BytePairTokenizer.o200k() : BytePairTokenizer.cl100k());
            }
        }
        return new ModelFacts(UNKNOWN_CONTEXT, UNKNOWN_OUTPUT, false, 0, BytePairTokenizer.estimate());
    }

    /** {@code openai/gpt-4o} of a router and {@code ft:gpt-4o:...} of a fine-tuned model are read as {@code gpt-4o}. */
    private static String plain(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        name = name.startsWith("ft:") ? name.substring(3) : name;
        return name.startsWith("openai/") ? name.substring("openai/".length()) : name;
    }
}
