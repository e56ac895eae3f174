package dev.lectern.store.lucene;

import java.util.List;

/**
 * What an inspection of a store on disk found. Immutable.
 *
 * @param documents the documents that are whole
 * @param nodes their nodes
 * @param faults what is broken, one line each; empty if the store is sound
 */
public record VerifyReport(long documents, long nodes, List<String> faults) {

    /** Makes a report; the list is copied. */
    public VerifyReport {
        faults = List.copyOf(faults);
    }

    /** Tells whether nothing is broken. */
    public boolean isSound() {
        return faults.isEmpty();
    }
}
