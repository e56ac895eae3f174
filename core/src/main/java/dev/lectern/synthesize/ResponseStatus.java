package dev.lectern.synthesize;

/** What became of a question. */
public enum ResponseStatus {

    /** The text answers the question from the sources. */
    ANSWERED,

    /** Sources were found, but they hold no answer; the text says so. */
    NO_ANSWER,

    /** No source was found, so no model was called; the text says so, unless asked otherwise. */
    NO_CONTEXT,

    /** The text is an answer, but the limit on output cut it. */
    TRUNCATED,

    /** Some model calls failed; the text is made of the others. {@link Response#parts()} or {@link Response#remarks()} names the failures. */
    PARTIAL,

    /** The model answered without sources: what it says is tied to nothing. */
    UNSOURCED,

    /** Sources were found and no model was asked; the text is empty, or the sources. */
    RETRIEVED
}
