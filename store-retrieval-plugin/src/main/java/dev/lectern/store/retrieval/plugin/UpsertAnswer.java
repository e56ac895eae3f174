package dev.lectern.store.retrieval.plugin;

import java.util.List;
import java.util.Objects;

/**
 * What a server said to an upsert, and what the API could not carry. Immutable.
 *
 * @param ids the ids the server gave back, in the order of the documents. Some servers leave out documents without any visible text,
 *     and some give ids of pieces
 * @param report what was sent, and what was left out of it
 */
public record UpsertAnswer(List<String> ids, ExportReport report) {

    /** Makes an answer; the list is copied. */
    public UpsertAnswer {
        ids = List.copyOf(ids);
        Objects.requireNonNull(report, "report");
    }
}
