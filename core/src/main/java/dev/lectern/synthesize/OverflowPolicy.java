package dev.lectern.synthesize;

/** What happens in mode {@link ResponseMode#COMPACT} when the nodes do not fit into one prompt. */
public enum OverflowPolicy {

    /** Further prompts improve the answer with the nodes that are left: one model call each, one after the other. */
    REFINE,

    /** Each prompt is answered for itself, at the same time where that is asked for, and the answers are joined by further calls. */
    TREE,

    /** The lowest ranked nodes are left out and reported as {@link SourceReference.Use#LEFT_OUT}: one model call in all. */
    DROP_LOWEST
}
