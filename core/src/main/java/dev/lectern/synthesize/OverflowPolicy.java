package dev.lectern.synthesize;

/** What happens when the nodes do not fit into one prompt. */
public enum OverflowPolicy {

    /** Further prompts improve the answer with the nodes that are left: one more model call each. */
    REFINE,

    /** The lowest ranked nodes are left out and reported as {@link SourceReference.Use#LEFT_OUT}: one model call in all. */
    DROP_LOWEST
}
