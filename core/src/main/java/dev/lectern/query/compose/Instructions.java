package dev.lectern.query.compose;

import dev.lectern.model.LanguageModel;
import java.util.Objects;

/** Says no to models that cannot do what is asked of them. */
final class Instructions {

    private Instructions() {}

    /**
     * Checks that a model follows instructions.
     *
     * @param what what it is to do, after "Could not"
     * @param remedy what to do instead
     * @throws UnsupportedOperationException if it does not (message has model and remedy)
     */
    static void require(LanguageModel model, String what, String remedy) {
        Objects.requireNonNull(model, "model");
        if (!model.followsInstructions()) {
            throw new UnsupportedOperationException("Could not " + what + " with " + model.name()
                    + ": it only answers questions from sources. Use another language model, or " + remedy + ".");
        }
    }
}
