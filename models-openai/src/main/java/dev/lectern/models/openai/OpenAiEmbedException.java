package dev.lectern.models.openai;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says that a service did not embed texts; {@link #fault} has what it said. */
public final class OpenAiEmbedException extends EmbedException {

    private static final long serialVersionUID = 1L;

    private final transient ServiceFault fault;

    OpenAiEmbedException(String model, String message, List<@Nullable Embedding> embedded, CallFailure failure) {
        super(model, message, failure.getCause(), failure.fault().isPassing(), embedded);
        this.fault = failure.fault();
    }

    /** Returns what went wrong. */
    public ServiceFault fault() {
        return fault;
    }
}
