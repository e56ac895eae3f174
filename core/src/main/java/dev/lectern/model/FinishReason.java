package dev.lectern.model;

/** Why a completion ended. */
public enum FinishReason {

    /** The model had said what it had to say. */
    STOP,

    /** The limit on output was reached; the text is cut. */
    LENGTH,

    /** The model found no answer in what it was given. */
    NO_ANSWER,

    /** The service withheld the answer. */
    FILTERED,

    /** No model was called. */
    NOT_CALLED
}
