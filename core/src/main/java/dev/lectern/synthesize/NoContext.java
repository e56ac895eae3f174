package dev.lectern.synthesize;

/** What happens when nothing was found for a question. */
public enum NoContext {

    /** The response has status {@link ResponseStatus#NO_CONTEXT} and a sentence that says so; no model is called. The default. */
    TEXT,

    /** The response has status {@link ResponseStatus#NO_CONTEXT} and no text; no model is called. */
    STATUS,

    /** The model is asked without sources; the status is {@link ResponseStatus#UNSOURCED}. */
    ANSWER,

    /** A {@link SynthesisException} is thrown; no model is called. */
    EXCEPTION
}
