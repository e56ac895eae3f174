package dev.lectern.ingest;

import com.google.common.collect.Lists;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.failure.LecternException;
import dev.lectern.ingest.DocumentOutcome.Kind;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Store;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an {@link IngestPipeline}: the threads, and what is under way between them.
 *
 * <p>The reading thread hands each document to the embedding threads in slices and to the {@link StoreWriter} in reading order. Permits,
 * one per node, bound what is under way; the writer gives them back. Used by one reading thread.
 */
final class IngestRun implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IngestRun.class);

    /** About 2 MB of text and 3 MB of vectors; several seconds of work for the embedding threads. */
    static final int MAX_NODES_UNDER_WAY = 2048;

    /** Small, so that a single document keeps all embedding threads busy; large enough that handing over costs nothing. */
    private static final int NODES_PER_SLICE = 8;

    private final String source;
    private final Store store;
    private final Removal removal;
    private final Tally tally;
    private final Function<List<Node>, List<Embedding>> embed;
    private final Semaphore permits = new Semaphore(MAX_NODES_UNDER_WAY);
    private final ExecutorService embedders;
    private final StoreWriter writer;
    private boolean itemsUnread;

    IngestRun(
            String source,
            IngestOptions options,
            Function<List<Node>, List<Embedding>> embed,
            Store store,
            Removal removal) {
        this.source = source;
        this.embed = embed;
        this.store = store;
        this.removal = removal;
        this.tally = new Tally(options.listener());
        this.embedders = Executors.newFixedThreadPool(
                options.parallelism(),
                new ThreadFactoryBuilder()
                        .setNameFormat("lectern-embed-%d")
                        .setDaemon(true)
                        .build());
        this.writer = new StoreWriter(options.failurePolicy(), tally, store::upsert, permits);
    }

    /** Returns the sink that a reader pushes into; a document that {@code handler} cannot deal with is a failed one. */
    DocumentSink sink(Consumer<Document> handler) {
        return new DocumentSink() {
            @Override
            public void document(Document document) {
                writer.requireRunning();
                tally.read();
                log.debug("read {}: {} chars", document.id(), document.text().length());
                removal.saw(document.id());
                try {
                    handler.accept(document);
                } catch (LecternException e) {
                    writer.requireRunning();
                    queue(Pending.done(outcome(document.id(), Kind.FAILED, e)));
                }
            }

            @Override
            public void failure(ReadFailure failure) {
                writer.requireRunning();
                tally.read();
                itemsUnread |= !failure.isGone();
                queue(Pending.done(outcome(failure.source(), Kind.FAILED, failure.toException())));
            }

            @Override
            public void skipped(ReadSkip skip) {
                writer.requireRunning();
                tally.skipped(skip);
                removal.skipped(skip);
            }

            @Override
            public boolean isCancelled() {
                return !writer.isRunning();
            }
        };
    }

    /** Takes a document that is stored in this very version. */
    void unchanged(Document document) {
        queue(Pending.done(outcome(document.id(), Kind.UNCHANGED, null)));
    }

    /** Takes a document for a store that embeds by itself. */
    void submit(DocumentNodes whole, @Nullable String stored) {
        queue(Pending.ready(whole, outcome(whole.document().id(), kind(stored), null)));
    }

    /** Takes the nodes of a document: embedded in slices at once, stored when all of them are. */
    void submit(Document document, String fingerprint, List<Node> nodes, @Nullable String stored) {
        int size = Math.max(1, Math.min(nodes.size(), MAX_NODES_UNDER_WAY));
        acquire(size);
        tally.split(nodes.size());
        log.debug("split {}: {} nodes", document.id(), nodes.size());
        List<Future<List<Embedding>>> slices = Lists.partition(nodes, NODES_PER_SLICE).stream()
                .map(slice -> embedders.submit(() -> embed(slice)))
                .toList();
        writer.add(Pending.embedding(
                new Pending.Work(document, fingerprint, nodes, slices),
                new DocumentOutcome(document.id(), kind(stored), nodes.size(), null),
                size));
    }

    private List<Embedding> embed(List<Node> slice) {
        long start = System.nanoTime();
        List<Embedding> embeddings = embed.apply(slice);
        log.debug(
                "embedded {}: {} nodes in {} ms",
                slice.get(0).documentId(),
                slice.size(),
                (System.nanoTime() - start) / 1_000_000);
        tally.embedded(slice.size());
        return embeddings;
    }

    /** Waits until all is stored, removes what vanished if asked to, and returns the report. */
    IngestReport finish() {
        try {
            writer.finish();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (!itemsUnread) {
            removal.run(store, id -> tally.done(outcome(id, Kind.REMOVED, null)));
        }
        return tally.report();
    }

    private void queue(Pending pending) {
        acquire(pending.permits());
        writer.add(pending);
    }

    private void acquire(int count) {
        try {
            permits.acquire(count);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        writer.requireRunning();
    }

    private IngestException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IngestException(
                source,
                "Could not ingest " + source
                        + " to its end: the thread was interrupted. What is stored stays; run it again to go on.",
                cause);
    }

    private static Kind kind(@Nullable String stored) {
        return stored == null ? Kind.ADDED : Kind.UPDATED;
    }

    private static DocumentOutcome outcome(String subject, Kind kind, @Nullable LecternException cause) {
        return new DocumentOutcome(subject, kind, 0, cause);
    }

    /** Ends all threads and waits for that, so that nobody uses model or store after the run; what is not stored yet is given up. */
    @Override
    public void close() {
        writer.giveUp(); // first, so that what the embedders no longer make does not count as failed
        for (Runnable waiting : embedders.shutdownNow()) {
            ((Future<?>) waiting).cancel(false); // wakes the writer if it waits for this one
        }
        Uninterruptibles.awaitTerminationUninterruptibly(embedders);
        writer.close();
    }
}
