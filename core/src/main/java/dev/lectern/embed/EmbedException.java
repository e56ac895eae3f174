package dev.lectern.embed;

import dev.lectern.failure.LecternException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says that a text cannot be embedded. */
public class EmbedException extends LecternException {

    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, Embedding> embedded;

    /**
     * Makes an exception that a retry does not help.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public EmbedException(String subject, String message, @Nullable Throwable cause) {
        this(subject, message, cause, false);
    }

    /**
     * Makes an exception.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     * @param retryable whether the same call may succeed later without any change
     */
    public EmbedException(String subject, String message, @Nullable Throwable cause, boolean retryable) {
        this(subject, message, cause, retryable, List.of());
    }

    /**
     * Makes an exception that holds what was embedded before it, so that nobody pays for it twice.
     *
     * @param embedded the vector of each text of the list that was given, in order; null where there is none
     * @see #EmbedException(String, String, Throwable, boolean)
     */
    public EmbedException(
            String subject,
            String message,
            @Nullable Throwable cause,
            boolean retryable,
            List<? extends @Nullable Embedding> embedded) {
        super("embed", subject, message, cause, retryable);
        Map<Integer, Embedding> there = new TreeMap<>();
        for (int i = 0; i < embedded.size(); i++) {
            Embedding each = embedded.get(i);
            if (each != null) {
                there.put(i, each);
            }
        }
        this.embedded = Collections.unmodifiableMap(there);
    }

    /**
     * Returns the vectors that there were when it failed, by the place of their texts in the list that was given, counted from 0; empty unless the model
     * tells.
     */
    public Map<Integer, Embedding> embedded() {
        return embedded;
    }
}
