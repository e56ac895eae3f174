package dev.lectern.store.retrieval.plugin;

import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an export wrote, and what the format could not carry.
 *
 * <p>Immutable.
 *
 * @param documents how many documents were written
 * @param failures what was not written, in order: failures of the reader, and documents that no JSON in UTF-8 can hold
 * @param skips what rules of the reader left out, in reading order
 * @param leftOut metadata keys that were not written, with the number of documents that had them; also {@code id} where the format
 *     holds none
 * @param rewritten metadata keys whose value was written in another form, with the number of documents
 * @param sections how many sections the written documents had; none of them is in the output
 */
public record ExportReport(
        long documents,
        List<ReadFailure> failures,
        List<ReadSkip> skips,
        Map<String, Long> leftOut,
        Map<String, Long> rewritten,
        long sections) {

    /** Makes a report; lists and maps are copied. */
    public ExportReport {
        failures = List.copyOf(failures);
        skips = List.copyOf(skips);
        leftOut = Map.copyOf(leftOut);
        rewritten = Map.copyOf(rewritten);
    }

    /** Tells whether reading the output back gives every document as it was. */
    public boolean isComplete() {
        return failures.isEmpty() && leftOut.isEmpty() && rewritten.isEmpty() && sections == 0;
    }

    /** Returns counts and keys on one line. */
    @Override
    public String toString() {
        return documents + (documents == 1 ? " document" : " documents") + " written, " + failures.size()
                + " failed; left out: " + new TreeMap<>(leftOut) + ", rewritten: " + new TreeMap<>(rewritten)
                + ", sections left out: " + sections;
    }
}
