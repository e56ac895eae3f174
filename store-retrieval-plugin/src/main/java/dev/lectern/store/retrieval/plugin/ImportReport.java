package dev.lectern.store.retrieval.plugin;

import java.util.Map;

/**
 * What an import found.
 *
 * <p>Immutable.
 *
 * @param documents how many documents went to the sink
 * @param failures how many records went to the sink as failures
 * @param ignored members that the format does not know and whose values were passed over, with the number of times they were met
 */
public record ImportReport(long documents, long failures, Map<String, Long> ignored) {

    /** Makes a report; the map is copied. */
    public ImportReport {
        ignored = Map.copyOf(ignored);
    }
}
