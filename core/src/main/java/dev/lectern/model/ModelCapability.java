package dev.lectern.model;

/** What some language models can do, or need. */
public enum ModelCapability {

    /** It can be held to the schema of {@link Prompt#json()}; others are only told of it in words. */
    JSON_SCHEMA,

    /** It continues one text and knows no roles, so it gets the plain form of prompts. */
    PLAIN_TEXT,

    /** It tells by {@link FinishReason#NO_ANSWER} that the sources are silent, so it need not be asked in JSON whether they are. */
    SAYS_NO_ANSWER
}
