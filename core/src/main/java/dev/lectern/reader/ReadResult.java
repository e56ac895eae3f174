package dev.lectern.reader;

import dev.lectern.document.Document;
import java.util.List;

/**
 * What a reader found, in memory.
 *
 * <p>Immutable.
 *
 * @param documents in reading order
 * @param failures in reading order
 * @param skips what rules left out, in reading order
 */
public record ReadResult(List<Document> documents, List<ReadFailure> failures, List<ReadSkip> skips) {

    /** Makes a result; the lists are copied. */
    public ReadResult {
        documents = List.copyOf(documents);
        failures = List.copyOf(failures);
        skips = List.copyOf(skips);
    }
}
