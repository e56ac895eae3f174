package dev.lectern.ingest;

import dev.lectern.ingest.DocumentOutcome.Kind;
import dev.lectern.reader.ReadSkip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a run does and tells the listener, one call at a time. Thread-safe. */
final class Tally {

    private final IngestListener listener;
    private final long start = System.nanoTime();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<DocumentOutcome> failures = new ArrayList<>();
    private final List<ReadSkip> skips = new ArrayList<>();
    private long read;
    private long split;
    private long embedded;
    private long stored;

    Tally(IngestListener listener) {
        this.listener = listener;
    }

    synchronized void read() {
        read++;
        progress();
    }

    synchronized void skipped(ReadSkip skip) {
        skips.add(skip);
    }

    synchronized void split(int nodes) {
        split += nodes;
        progress();
    }

    synchronized void embedded(int nodes) {
        embedded += nodes;
        progress();
    }

    synchronized void done(DocumentOutcome outcome) {
        counts.merge(outcome.kind(), 1L, Long::sum);
        stored += outcome.nodes();
        if (outcome.kind() == Kind.FAILED) {
            failures.add(outcome);
        }
        listener.outcome(outcome);
        progress();
    }

    synchronized IngestReport report() {
        return new IngestReport(
                count(Kind.ADDED),
                count(Kind.UPDATED),
                count(Kind.UNCHANGED),
                count(Kind.REMOVED),
                stored,
                failures,
                skips,
                elapsed());
    }

    private void progress() {
        long done = counts.values().stream().mapToLong(Long::longValue).sum() - count(Kind.REMOVED);
        listener.progress(new IngestProgress(read, done, split, embedded, elapsed()));
    }

    private long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
