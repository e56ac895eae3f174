package dev.lectern.query.compose;

import java.util.List;

/**
 * What was asked and answered before. Immutable.
 *
 * @param turns oldest first
 */
public record History(List<Turn> turns) {

    /** Makes a history; the list is copied. */
    public History {
        turns = List.copyOf(turns);
    }
}
