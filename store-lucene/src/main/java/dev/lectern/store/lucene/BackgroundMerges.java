package dev.lectern.store.lucene;

import java.nio.file.Path;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges segments beside the writing, on half of the cores at most.
 *
 * <p>A merge that fails is said in the log. Its segments stay, so nothing that was committed is lost; but Lucene closes the writer, which
 * the next change opens anew.
 */
final class BackgroundMerges extends ConcurrentMergeScheduler {

    private static final Logger log = LoggerFactory.getLogger(BackgroundMerges.class);

    private final Path path;

    BackgroundMerges(Path path) {
        this.path = path;
    }

    /** Lets one merge build its graph on as many threads as there are cores. */
    void useAllCores() {
        int threads =
                Runtime.getRuntime().availableProcessors() + 1; // of which Lucene reckons one for what adds documents
        setMaxMergesAndThreads(threads + 5, threads);
    }

    /** Goes back to Lucene's own numbers. */
    void leaveCoresToOthers() {
        setDefaultMaxMergesAndThreads(false);
    }

    @Override
    protected void handleMergeException(Throwable failure) {
        log.warn("could not merge segments of {}; it is tried again", path, failure);
    }
}
