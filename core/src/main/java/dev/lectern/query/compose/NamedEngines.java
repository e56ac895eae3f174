package dev.lectern.query.compose;

import java.util.List;

/**
 * The engines that a router chooses from, as one part of its settings. Immutable.
 *
 * @param engines the engines; the first answers where none is chosen
 */
public record NamedEngines(List<NamedEngine> engines) {

    /** Makes engines; the list is copied. */
    public NamedEngines {
        engines = List.copyOf(engines);
    }
}
