package dev.lectern.cli;

import dev.lectern.ingest.IngestListener;
import dev.lectern.ingest.IngestProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Draws a bar from the progress of an ingest: nodes embedded of those split so far. Thread-safe as its listener is called. */
final class Progress implements IngestListener, AutoCloseable {

    /** Set by the launcher where standard error is a terminal; Java itself cannot tell. */
    private static final String TERMINAL = "lectern.terminal";

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** Tells whether a person looks at standard error. */
    static boolean isOnTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Makes a bar on a terminal, and nothing elsewhere. */
    static Progress onTerminal() {
        return new Progress(
                isOnTerminal()
                        ? new ProgressBarBuilder()
                                .setTaskName("Indexing")
                                .setUnit(" nodes", 1)
                                .setStyle(ProgressBarStyle.ASCII)
                                .clearDisplayOnFinish()
                                .build()
                        : null);
    }

    @Override
    public void progress(IngestProgress progress) {
        if (bar != null) {
            bar.maxHint(progress.nodesSplit());
            bar.stepTo(progress.nodesEmbedded());
            bar.setExtraMessage(progress.documentsDone() + " documents");
        }
    }

    /** Takes the bar off the screen; may be called twice. */
    void takeDown() {
        if (bar != null) {
            bar.close();
        }
    }

    @Override
    public void close() {
        takeDown();
    }
}
