package dev.lectern.synthesize;

/** Whether sources that hold no answer are kept from spoiling one. */
public enum AnswerFilter {

    /** The model's words are taken as they are. The default. */
    NONE,

    /**
     * Each call over sources is asked in JSON whether these hold an answer, and what it is; one that says no is passed over. A model
     * that is {@link dev.lectern.model.ModelCapability#SAYS_NO_ANSWER} is not asked in JSON. A reply that is no such JSON is a failure
     * of its call; one that the limit on output cut is an answer as far as it had come.
     */
    STRUCTURED
}
