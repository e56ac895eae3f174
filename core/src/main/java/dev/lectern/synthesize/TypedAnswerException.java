package dev.lectern.synthesize;

import java.util.List;

/** Says that a model gave no value of the shape that was asked for, not even when told what was wrong. */
public final class TypedAnswerException extends SynthesisException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Makes an exception.
     *
     * @param model the model's name
     * @param type the name of the record class
     * @param problems what was wrong with the last reply, at least one
     */
    TypedAnswerException(String model, String type, List<String> problems) {
        super(
                model,
                "Could not make a " + type + " of the reply of " + model + ": " + String.join("; ", problems)
                        + ". Use a model that can be held to a schema, or make absent values Optional.",
                null);
        this.problems = List.copyOf(problems);
    }

    /** Returns what was wrong, each with its place in the reply, such as {@code $.departs is missing}. */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
