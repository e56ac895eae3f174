package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.reader.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link Reader} does, over a source that the subclass lays out.
 *
 * <p>A reader whose sources cannot hold an unreadable item says so with {@link #failures()} 0, and is then held to giving none.
 */
public abstract class ReaderContract {

    /** For subclasses. */
    protected ReaderContract() {}

    /** Opens the reader under test; may give the same one each time. */
    protected abstract Reader open();

    /** Returns a source that holds {@link #documents()} documents or more, and {@link #failures()} items that cannot be read. */
    protected abstract String source();

    /** Returns how many documents the source holds at least; 3 unless overridden, 1 where a source is one document. */
    protected int documents() {
        return 3;
    }

    /** Returns how many items of the source cannot be read, 0 or more. */
    protected abstract int failures();

    /** Returns a source that this reader would read if it were there; it is not. */
    protected abstract String missingSource();

    @Test
    void read_source_givesEachItemAsDocumentOrFailure() {
        ReadResult result = open().load(source(), FailurePolicy.COLLECT);

        assertThat(result.documents()).hasSizeGreaterThanOrEqualTo(documents());
        assertThat(result.failures()).hasSize(failures());
    }

    @Test
    void read_documents_haveIdsOfTheirOwn() {
        ReadResult result = open().load(source(), FailurePolicy.COLLECT);

        assertThat(result.documents())
                .extracting(Document::id)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isNotBlank());
    }

    @Test
    void read_failures_nameItemAndReason() {
        ReadResult result = open().load(source(), FailurePolicy.COLLECT);

        assertThat(result.failures()).allSatisfy(failure -> {
            assertThat(failure.source()).isNotBlank();
            assertThat(failure.reason()).isNotBlank().doesNotContain("\n");
            assertThat(failure.toException().station()).isEqualTo("read");
        });
    }

    @Test
    void read_twice_givesTheSameInTheSameOrder() {
        Reader reader = open();

        List<Object> first = itemsOf(reader);

        assertThat(itemsOf(reader)).isEqualTo(first);
        assertThat(itemsOf(open())).isEqualTo(first);
    }

    @Test
    void read_severalThreads_giveEachSinkTheSame() throws Exception {
        Reader reader = open();
        List<Object> expected = itemsOf(reader);

        List<List<Object>> read = Samples.concurrently(4, () -> itemsOf(reader));

        assertThat(read).hasSize(4).containsOnly(expected);
    }

    @Test
    void load_always_keepsTheOrderOfReading() {
        Reader reader = open();
        List<Object> items = itemsOf(reader);

        ReadResult result = reader.load(source(), FailurePolicy.COLLECT);

        assertThat(result.documents())
                .isEqualTo(items.stream().filter(Document.class::isInstance).toList());
    }

    @Test
    void load_failFast_throwsTheFirstFailureOrGivesAll() {
        Reader reader = open();
        ReadResult all = reader.load(source(), FailurePolicy.COLLECT);

        if (failures() == 0) {
            assertThat(reader.load(source())).isEqualTo(all.documents());
            return;
        }
        ReadFailure first = all.failures().get(0);
        assertThatThrownBy(() -> reader.load(source()))
                .isInstanceOf(ReadException.class)
                .hasMessage(first.toException().getMessage());
    }

    @Test
    void read_sinkThatBlocks_holdsTheReaderBack() throws Exception {
        GatedSink sink = new GatedSink();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> reading = thread.submit(() -> open().read(source(), sink));
            while (!sink.entered.await(10, TimeUnit.MILLISECONDS) && !reading.isDone()) {
                Thread.onSpinWait(); // a reader that ends without any call shows below
            }

            boolean returned = reading.isDone();
            int calls = sink.calls.get();
            sink.gate.countDown();
            reading.get();

            assertThat(returned).as("returned while the sink was blocked").isFalse();
            assertThat(calls).as("calls while the first was blocked").isEqualTo(1);
            assertThat(sink.mostAtOnce.get()).as("calls at one time").isEqualTo(1);
            assertThat(sink.calls.get()).isGreaterThanOrEqualTo(documents() + failures());
        } finally {
            sink.gate.countDown();
            thread.shutdownNow();
        }
    }

    @Test
    void read_cancelledAfterFirstItem_returnsWithoutFurtherCalls() {
        List<Object> items = new ArrayList<>();

        open().read(source(), new Recorder(items) {
            @Override
            public boolean isCancelled() {
                return !items.isEmpty();
            }
        });

        assertThat(items).hasSize(1);
    }

    @Test
    void read_sinkThrows_passesItOnUnchangedAndStops() {
        assertPassesUnchanged(new IllegalStateException("full"));
        assertPassesUnchanged(new AssertionError("broken"));
    }

    @Test
    void read_sinkThrowsReadException_isNoFailureOfTheItem() {
        assertPassesUnchanged(new ReadException("sink", "Could not read on: the sink wants no more.", null));
    }

    @Test
    void read_missingSource_isReadExceptionThatNamesIt() {
        List<Object> items = new ArrayList<>();

        assertThatThrownBy(() -> open().read(missingSource(), new Recorder(items)))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining(missingSource())
                .hasMessageStartingWith("Could not ");
        assertThat(items).isEmpty();
    }

    @Test
    void read_null_isRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> open().read(Samples.absent(), new Recorder(new ArrayList<>())));
        assertThatNullPointerException().isThrownBy(() -> open().read(source(), Samples.absent()));
    }

    private void assertPassesUnchanged(Throwable thrown) {
        AtomicInteger calls = new AtomicInteger();
        DocumentSink sink = new DocumentSink() {
            @Override
            public void document(Document document) {
                calls.incrementAndGet();
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }

            @Override
            public void failure(ReadFailure failure) {
                assertThat(calls).as("calls after the sink threw").hasValue(0);
            }
        };

        assertThatThrownBy(() -> open().read(source(), sink)).isSameAs(thrown);
        assertThat(calls).hasValue(1);
    }

    /** Documents as they are; of failures what must be the same each time. */
    private List<Object> itemsOf(Reader reader) {
        List<Object> items = new ArrayList<>();
        reader.read(source(), new Recorder(items));
        return items;
    }

    private static class Recorder implements DocumentSink {

        private final List<Object> items;

        Recorder(List<Object> items) {
            this.items = items;
        }

        @Override
        public void document(Document document) {
            items.add(document);
        }

        @Override
        public void failure(ReadFailure failure) {
            items.add(failure.toString());
        }
    }

    /** Blocks the first call until its gate opens, and counts how many calls are inside at once. */
    private static final class GatedSink implements DocumentSink {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();

        @Override
        public void document(Document document) {
            pass();
        }

        @Override
        public void failure(ReadFailure failure) {
            pass();
        }

        private void pass() {
            calls.incrementAndGet();
            mostAtOnce.accumulateAndGet(inside.incrementAndGet(), Math::max);
            entered.countDown();
            Samples.await(gate);
            inside.decrementAndGet();
        }
    }
}
