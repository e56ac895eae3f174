package dev.lectern.synthesize;

/** How an answer is made of the nodes. */
public enum ResponseMode {

    /** Packs as many nodes into each prompt as fit, and improves the answer with the next prompt. The default. */
    COMPACT,

    /** One prompt per node, each improving the answer of the one before. */
    REFINE,

    /** One prompt with what fits into it: long nodes are cut to an equal share of what short ones leave, and what is cut is reported. */
    SIMPLE_SUMMARIZE,

    /** Answers per packed prompt, then answers over the answers, until one is left. */
    TREE_SUMMARIZE,

    /** An answer per node, side by side; {@link Response#parts()} has them one by one. */
    ACCUMULATE,

    /** An answer per packed prompt, side by side. */
    COMPACT_ACCUMULATE,

    /** Answers without any node, even if some were found. */
    GENERATION,

    /** Retrieves and calls no model; there is no answer text. */
    NO_TEXT,

    /** Retrieves and calls no model; the answer text is the nodes. */
    CONTEXT_ONLY
}
