package dev.lectern.reader;

import java.util.Objects;

/**
 * An item that a rule left out of a reading. It is there, so this is no failure.
 *
 * <p>Immutable.
 *
 * @param source the item: a path, a URL, an entry of an archive
 * @param reason one line for people: the rule, and what helps; the same for all items that one rule left out, so that it can be counted
 * @param unread what is not known therefore
 */
public record ReadSkip(String source, String reason, Unread unread) {

    /** What a reading does not know of what it left out, and what a sync keeps therefore. */
    public enum Unread {

        /** Nothing: the item was looked at and gives no document. What is stored of it may go. */
        NOTHING,

        /** The item: it was not looked at. What is stored of it stays. */
        ITEM,

        /** The item and what it leads to. If the item is stored, nothing is removed of its source, for it may have led to any of it. */
        ITEM_AND_BEYOND
    }

    /** Makes a skip. */
    public ReadSkip {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(unread, "unread");
    }

    /** Returns {@code source: reason}. */
    @Override
    public String toString() {
        return source + ": " + reason;
    }
}
