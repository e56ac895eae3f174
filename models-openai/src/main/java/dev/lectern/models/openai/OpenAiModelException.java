package dev.lectern.models.openai;

import dev.lectern.model.ModelException;

/** Says that a service did not complete a prompt; {@link #fault} has what it said. */
public final class OpenAiModelException extends ModelException {

    private static final long serialVersionUID = 1L;

    private final transient ServiceFault fault;
    private final String partialText;

    OpenAiModelException(String model, String message, CallFailure failure) {
        super(model, message, failure.getCause(), failure.fault().isPassing());
        this.fault = failure.fault();
        this.partialText = failure.partialText();
    }

    /** Returns what went wrong. */
    public ServiceFault fault() {
        return fault;
    }

    /** Returns what was handed to the sink before a stream broke off; empty if nothing was. */
    public String partialText() {
        return partialText;
    }
}
