package dev.lectern.ingest;

import dev.lectern.reader.ReadSkip;
import java.time.Duration;
import java.util.List;

/**
 * What an ingest did. Immutable.
 *
 * @param added documents new in the store
 * @param updated documents that took the place of an earlier version
 * @param unchanged documents the store had in this very version
 * @param removed documents removed since their source vanished
 * @param nodes nodes embedded and stored
 * @param failures what failed, in reading order, each with its cause
 * @param skips what rules of the reader left out, in reading order
 * @param elapsed from start to end
 */
public record IngestReport(
        long added,
        long updated,
        long unchanged,
        long removed,
        long nodes,
        List<DocumentOutcome> failures,
        List<ReadSkip> skips,
        Duration elapsed) {

    /** Makes a report; the lists are copied. */
    public IngestReport {
        failures = List.copyOf(failures);
        skips = List.copyOf(skips);
    }

    /** Returns the counts in one line, for people. */
    @Override
    public String toString() {
        return "added " + added + ", updated " + updated + ", unchanged " + unchanged + ", removed " + removed
                + ", failed " + failures.size() + (skips.isEmpty() ? "" : ", skipped " + skips.size()) + " (" + nodes
                + " nodes in " + elapsed.toMillis() + " ms)";
    }
}
