package dev.lectern.synthesize;

import dev.lectern.model.CompletionSink;
import org.jspecify.annotations.Nullable;

/** Tells a listener of an answer, and remembers what it was told. One thread at a time. */
final class Teller implements CompletionSink {

    private final @Nullable AnswerListener listener;
    private final StringBuilder told = new StringBuilder();
    private @Nullable RuntimeException refusal;

    /**
     * Starts with nothing told.
     *
     * @param listener null for nobody
     */
    Teller(@Nullable AnswerListener listener) {
        this.listener = listener;
    }

    /** Tells whether somebody listens, so that it is worth to stream. */
    boolean isHeard() {
        return listener != null;
    }

    void tell(AnswerEvent event) {
        if (listener == null) {
            return;
        }
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            refusal = e;
            throw e;
        }
    }

    @Override
    public void text(String piece) {
        if (listener != null && !piece.isEmpty()) {
            told.append(piece);
            tell(new AnswerEvent.Text(piece));
        }
    }

    /** Makes what was told what it has to be: tells what is missing, or starts anew where something else was told. */
    void settle(String text) {
        if (listener == null) {
            return;
        }
        if (!text.startsWith(told.toString())) {
            told.setLength(0);
            tell(new AnswerEvent.Restart());
        }
        text(text.substring(told.length()));
    }

    /** Throws what the listener threw, which is no failure of a model. */
    void rethrowRefusal() {
        if (refusal != null) {
            throw refusal;
        }
    }
}
