package dev.lectern.synthesize;

/** Is told of an answer while it is made, one event at a time. */
@FunctionalInterface
public interface AnswerListener {

    /**
     * Takes the next event. It may wait, which holds the model back; what it throws ends the answer and reaches the caller.
     */
    void on(AnswerEvent event);
}
