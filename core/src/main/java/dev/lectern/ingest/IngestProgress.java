package dev.lectern.ingest;

import java.time.Duration;

/**
 * How far an ingest has come. The number of documents to come is not known before the reader has found them; the nodes to come are those
 * split and not yet embedded. Immutable.
 *
 * @param documentsRead documents that the reader gave
 * @param documentsDone documents whose outcome is known, failures included
 * @param nodesSplit nodes cut so far
 * @param nodesEmbedded nodes embedded so far
 * @param elapsed since the start
 */
public record IngestProgress(
        long documentsRead, long documentsDone, long nodesSplit, long nodesEmbedded, Duration elapsed) {

    /** Returns embedded nodes per second; 0 at the very start. */
    public double nodesPerSecond() {
        return elapsed.isZero() ? 0 : nodesEmbedded * 1e9 / elapsed.toNanos();
    }
}
