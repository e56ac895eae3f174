package dev.lectern.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, and how many nodes were cut but not yet stored at most. */
class RecordingListener implements IngestListener {

    final List<DocumentOutcome> outcomes = new ArrayList<>();
    private long stored;
    private volatile long underWay;
    private long mostUnderWay;
    private volatile IngestProgress last = new IngestProgress(0, 0, 0, 0, Duration.ZERO);

    @Override
    public void outcome(DocumentOutcome outcome) {
        outcomes.add(outcome);
        stored += outcome.nodes();
    }

    @Override
    public void progress(IngestProgress progress) {
        last = progress;
        underWay = progress.nodesSplit() - stored;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    IngestProgress last() {
        return last;
    }

    /** Nodes that are cut and not stored, right now. */
    long underWay() {
        return underWay;
    }

    long mostUnderWay() {
        return mostUnderWay;
    }

    /** Returns each outcome as {@code KIND subject nodes}. */
    List<String> lines() {
        return outcomes.stream()
                .map(outcome -> outcome.kind() + " " + outcome.subject() + " " + outcome.nodes())
                .toList();
    }
}
