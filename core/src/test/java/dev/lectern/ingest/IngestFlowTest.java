package dev.lectern.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.Reader;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between the threads of an ingest: overlap, bounds, and every way to end early. */
@Timeout(60) // a deadlock shall fail, not hang
class IngestFlowTest {

    private static final int BOUND = IngestRun.MAX_NODES_UNDER_WAY;

    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void threads_afterEachRun_areGone() throws InterruptedException {
        Threads.assertNoneLeft();
        assertThat(Thread.interrupted()).as("flag left behind").isFalse();
    }

    @Test
    void run_slowStore_holdsTheReaderBackAtTheBound() {
        WatchedStore store = new WatchedStore(batch -> {
            Threads.awaitWhile(this::hasRoom);
        });

        IngestReport report = pipeline(store, new WatchedModel(), 2).run(manySmall(5000));

        assertThat(report.added()).isEqualTo(5000);
        assertThat(listener.mostUnderWay()).isEqualTo(BOUND);
    }

    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {1, 8})
    void run_slowModel_holdsTheReaderBackAtTheBound(int parallelism) {
        WatchedModel model = new WatchedModel(texts -> {
            Threads.awaitWhile(this::hasRoom);
        });

        IngestReport report =
                pipeline(InMemoryStore.create(), model, parallelism).run(manySmall(5000));

        assertThat(report.added()).isEqualTo(5000);
        assertThat(listener.mostUnderWay()).isEqualTo(BOUND);
    }

    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {1, 8})
    void run_documentLargerThanTheBound_goesThroughAlone(int parallelism) {
        List<Document> documents = new ArrayList<>(manySmall(3));
        documents.add(Document.of("large", "The tide does turn again. ".repeat(5000)));
        documents.addAll(manySmall(6).subList(3, 6));
        Store store = InMemoryStore.create();

        IngestReport report = pipeline(store, new WatchedModel(), parallelism).run(documents);

        assertThat(report.nodes()).isEqualTo(5006);
        assertThat(store.nodes("large")).hasSize(5000);
        assertThat(listener.mostUnderWay()).isEqualTo(5000);
    }

    @Test
    void run_slowReader_hasEachDocumentStoredWhileItWaits() {
        AtomicInteger storedDocuments = new AtomicInteger();
        Reader reader = (source, sink) -> {
            for (int i = 0; i < 20; i++) {
                int before = i;
                sink.document(Document.of("doc-" + i, "Tide."));
                Threads.awaitWhile(() -> storedDocuments.get() <= before); // gives nothing more before it is stored
            }
        };
        IngestListener counting = new IngestListener() {
            @Override
            public void outcome(DocumentOutcome outcome) {
                storedDocuments.incrementAndGet();
            }
        };

        IngestReport report = builder(InMemoryStore.create(), new WatchedModel())
                .listener(counting)
                .build()
                .run(reader, "shelf");

        assertThat(report.added()).isEqualTo(20);
    }

    @Test
    void run_embedding_goesOnWhileTheReaderReads() {
        CountDownLatch secondRead = new CountDownLatch(1);
        WatchedModel model = new WatchedModel(texts -> Threads.await(secondRead));
        Reader reader = (source, sink) -> {
            sink.document(Document.of("a", "Tide."));
            secondRead.countDown();
            sink.document(Document.of("b", "Wall."));
        };

        IngestReport report = pipeline(InMemoryStore.create(), model, 1).run(reader, "shelf");

        assertThat(report.added()).isEqualTo(2);
    }

    @Test
    void run_storing_goesOnWhileTheModelEmbeds() {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch secondEmbedded = new CountDownLatch(1);
        WatchedStore store = new WatchedStore(batch -> {
            storing.countDown();
            Threads.await(secondEmbedded);
        });
        WatchedModel model = new WatchedModel(texts -> {
            if (texts.contains("Wall.")) {
                secondEmbedded.countDown();
            }
        });
        Reader reader = (source, sink) -> {
            sink.document(Document.of("a", "Tide."));
            Threads.await(storing);
            sink.document(Document.of("b", "Wall."));
        };

        IngestReport report = pipeline(store, model, 1).run(reader, "shelf");

        assertThat(report.added()).isEqualTo(2);
    }

    @Test
    void run_largeDocument_keepsAllEmbeddingThreadsBusy() {
        CountDownLatch four = new CountDownLatch(4);
        WatchedModel model = new WatchedModel(texts -> {
            four.countDown();
            Threads.await(four); // passes only with four calls at once
        });

        IngestReport report = pipeline(InMemoryStore.create(), model, 4)
                .run(List.of(Document.of("large", "The tide does turn again. ".repeat(100))));

        assertThat(report.nodes()).isEqualTo(100);
    }

    @Test
    void run_interruptWhileReading_endsWithTheFlagSet() {
        Reader reader = (source, sink) -> {
            sink.document(Document.of("a", "Tide."));
            Thread.currentThread().interrupt();
            sink.document(Document.of("b", "Wall."));
        };
        IngestPipeline pipeline = pipeline(InMemoryStore.create(), new WatchedModel(), 1);

        assertThatThrownBy(() -> pipeline.run(reader, "shelf"))
                .isInstanceOf(IngestException.class)
                .hasMessage("Could not ingest shelf to its end: the thread was interrupted."
                        + " What is stored stays; run it again to go on.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void run_interruptWhileReadingUnderCollect_isNoFailureOfADocument() {
        Reader reader = (source, sink) -> {
            Thread.currentThread().interrupt();
            sink.document(Document.of("a", "Tide."));
        };
        IngestPipeline pipeline = builder(InMemoryStore.create(), new WatchedModel())
                .failurePolicy(FailurePolicy.COLLECT)
                .build();

        assertThatThrownBy(() -> pipeline.run(reader, "shelf")).isInstanceOf(IngestException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(listener.outcomes).isEmpty();
    }

    @Test
    void run_interruptWhileItWaitsForTheEnd_endsModelCallsAndKeepsTheFlag() {
        Thread running = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        WatchedModel model = new WatchedModel(texts -> {
            running.interrupt();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new EmbedException("watched", "Could not embed a text: interrupted.", e);
            }
        });
        Store store = InMemoryStore.create();

        assertThatThrownBy(() -> pipeline(store, model, 1).run(manySmall(40)))
                .isInstanceOf(IngestException.class)
                .hasMessageStartingWith("Could not ingest 40 documents to its end: the thread was interrupted.");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.documentCount()).isZero();
        assertThat(listener.outcomes).isEmpty();
    }

    @Test
    void run_givenUpWhileStoring_waitsForTheStoreAndDoesNotInterruptIt() {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        WatchedStore store = new WatchedStore(batch -> {
            storing.countDown();
            try {
                givenUp.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch embedding = new CountDownLatch(1);
        WatchedModel model = new WatchedModel(texts -> {
            if (texts.contains("Wall.")) {
                embedding.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    givenUp.countDown();
                    throw new EmbedException("watched", "Could not embed a text: interrupted.", e);
                }
            }
        });
        IllegalStateException end = new IllegalStateException("the reader broke");
        Reader reader = (source, sink) -> {
            sink.document(Document.of("a", "Tide."));
            Threads.await(storing);
            sink.document(Document.of("b", "Wall."));
            Threads.await(embedding);
            throw end;
        };

        assertThatThrownBy(() -> pipeline(store, model, 1).run(reader, "shelf")).isSameAs(end);

        assertThat(interrupted).isFalse();
        assertThat(store.inner.documentCount()).isEqualTo(1);
    }

    @Test
    void run_failureWhileTheReaderIsHeldBack_wakesIt() {
        EmbedException failure = new EmbedException("watched", "Could not embed a text.", null);
        WatchedModel model = new WatchedModel(texts -> {
            Threads.awaitWhile(() -> listener.underWay() < BOUND);
            throw failure;
        });

        assertThatThrownBy(() -> pipeline(InMemoryStore.create(), model, 1).run(manySmall(5000)))
                .isSameAs(failure);
        assertThat(listener.last().documentsRead()).isLessThan(5000);
    }

    @Test
    void run_failure_isSeenByAReaderThatAsks() {
        EmbedException failure = new EmbedException("watched", "Could not embed a text.", null);
        WatchedModel model = new WatchedModel(texts -> {
            throw failure;
        });
        Reader reader = (source, sink) -> {
            sink.document(Document.of("a", "Tide."));
            Threads.awaitWhile(() -> !sink.isCancelled());
        };

        assertThatThrownBy(() -> pipeline(InMemoryStore.create(), model, 1).run(reader, "shelf"))
                .isSameAs(failure);
    }

    @Test
    void run_listenerThrowsOnOutcome_endsTheRun() {
        IllegalStateException end = new IllegalStateException("the terminal is gone");

        assertThatThrownBy(() -> endedBy(new IngestListener() {
                    @Override
                    public void outcome(DocumentOutcome outcome) {
                        throw end;
                    }
                }))
                .isSameAs(end);
    }

    @Test
    void run_listenerThrowsOnProgressOfAnyStage_endsTheRun() {
        IllegalStateException end = new IllegalStateException("the terminal is gone");

        for (int stage = 0; stage < 3; stage++) {
            int failing = stage;
            assertThatThrownBy(() -> endedBy(new IngestListener() {
                        @Override
                        public void progress(IngestProgress progress) {
                            long[] counts = {progress.documentsRead(), progress.nodesSplit(), progress.nodesEmbedded()};
                            if (counts[failing] == 3) {
                                throw end;
                            }
                        }
                    }))
                    .as("stage %d", stage)
                    .isSameAs(end);
        }
    }

    @Test
    void progress_atTheEnd_hasAllCounts() {
        pipeline(InMemoryStore.create(), new WatchedModel(), 2).run(manySmall(30));

        IngestProgress last = listener.last();
        assertThat(last.documentsRead()).isEqualTo(30);
        assertThat(last.documentsDone()).isEqualTo(30);
        assertThat(last.nodesSplit()).isEqualTo(30);
        assertThat(last.nodesEmbedded()).isEqualTo(30);
        assertThat(last.nodesPerSecond()).isPositive();
    }

    private static void endedBy(IngestListener listener) {
        IngestPipeline.builder(InMemoryStore.create(), splitter(), new WatchedModel())
                .failurePolicy(FailurePolicy.COLLECT)
                .listener(listener)
                .build()
                .run(manySmall(10));
    }

    /** Tells whether the reader of 5,000 small documents can go on. */
    private boolean hasRoom() {
        return listener.underWay() < BOUND && listener.last().documentsRead() < 5000;
    }

    private IngestPipeline pipeline(Store store, EmbeddingModel model, int parallelism) {
        return builder(store, model).parallelism(parallelism).build();
    }

    private IngestPipeline.Builder builder(Store store, EmbeddingModel model) {
        return IngestPipeline.builder(store, splitter(), model).listener(listener);
    }

    private static SentenceSplitter splitter() {
        return SentenceSplitter.byTokens(new WatchedModel().tokenizer(), 6, 0);
    }

    private static List<Document> manySmall(int count) {
        List<Document> documents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            documents.add(Document.of("small-" + i, "Tide " + i + "."));
        }
        return documents;
    }
}
