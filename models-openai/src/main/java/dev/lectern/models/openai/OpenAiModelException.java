package dev.lectern.models.openai;

import dev.lectern.model.ModelException;
import dev.lectern.model.TokenUsage;

/** Says that a service did not complete a prompt; {@link #fault} has what it said. */
public final class OpenAiModelException extends ModelException {

    private static final long serialVersionUID = 1L;

    private final transient ServiceFault fault;
    private final String partialText;
    private final transient TokenUsage usage;

    OpenAiModelException(String model, String message, TokenUsage usage, CallFailure failure) {
        super(model, message, failure.getCause(), failure.fault().isPassing());
        this.usage = usage;
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

    /** Returns what was used until a stream broke off, counted here. */
    @Override
    public TokenUsage usage() {
        return usage;
    }
}
