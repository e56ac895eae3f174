package dev.lectern.model;

import java.util.Objects;

/**
 * One turn of a prompt. Immutable.
 *
 * @param role who speaks
 * @param text what is said
 */
public record Message(Role role, String text) {

    /** Who speaks. */
    public enum Role {
        /** Sets the rules. */
        SYSTEM,
        /** Asks. */
        USER,
        /** Answers. */
        ASSISTANT
    }

    /** Makes a message. */
    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(text, "text");
    }
}
