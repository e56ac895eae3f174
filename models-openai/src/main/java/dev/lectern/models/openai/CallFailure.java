package dev.lectern.models.openai;

import dev.lectern.models.openai.ServiceFault.Kind;
import org.jspecify.annotations.Nullable;

/** Says within this module that a call failed; each station makes its own exception of it. */
final class CallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ServiceFault fault;
    private final boolean mayRepeat;
    private final String partialText;

    /**
     * Makes a failure.
     *
     * @param reason the reason and the remedy, as the end of a sentence that begins with what was to be done
     * @param mayRepeat whether sending the same again at once may help
     */
    CallFailure(ServiceFault fault, String reason, boolean mayRepeat, @Nullable Throwable cause) {
        this(fault, reason, mayRepeat, "", cause);
    }

    private CallFailure(
            ServiceFault fault, String reason, boolean mayRepeat, String partialText, @Nullable Throwable cause) {
        super(reason, cause);
        this.fault = fault;
        this.mayRepeat = mayRepeat;
        this.partialText = partialText;
    }

    /** Makes a failure of which repetition is no use. */
    static CallFailure of(Kind kind, String reason) {
        return new CallFailure(ServiceFault.of(kind), reason, false, null);
    }

    /** Returns this failure after a part of the answer was handed on: it is not to be repeated, since the part would come twice. */
    CallFailure after(String text) {
        return new CallFailure(
                fault,
                reason() + " What came before it: " + text.length() + " characters.",
                false,
                text,
                getCause() == null ? this : getCause());
    }

    ServiceFault fault() {
        return fault;
    }

    /** Tells whether the service may have worked on the call, and counted it, although no good answer came of it. */
    boolean mayHaveCost() {
        return !partialText.isEmpty()
                || switch (fault.kind()) {
                    case BROKEN_OFF, TIMEOUT, BAD_ANSWER, TOO_LARGE, CANCELLED -> true;
                    default -> false;
                };
    }

    boolean mayRepeat() {
        return mayRepeat;
    }

    /** Returns the text that was handed on before; empty if none was. */
    String partialText() {
        return partialText;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
