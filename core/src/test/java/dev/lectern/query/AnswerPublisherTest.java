package dev.lectern.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.FinishReason;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerPublisherTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Told told = new Told();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void subscribe_oneEventAskedFor_holdsTheModelAtTheSecond() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch past = new CountDownLatch(1);
        QueryEngine engine = new Telling((listener, cancellation) -> {
            listener.on(new AnswerEvent.Text("a"));
            second.countDown();
            listener.on(new AnswerEvent.Text("b"));
            past.countDown();
        });
        engine.publisher(Query.of("q"), threads).subscribe(told);

        told.request(1);

        assertThat(told.next()).isEqualTo(new AnswerEvent.Text("a"));
        assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(past.getCount()).isOne();
        told.request(1);
        assertThat(told.next()).isEqualTo(new AnswerEvent.Text("b"));
        assertThat(told.next()).isEqualTo("complete");
    }

    @Test
    void cancel_whileTheModelWaits_endsIt() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        QueryEngine engine = new Telling((listener, cancellation) -> {
            listener.on(new AnswerEvent.Text("a"));
            cancellation.onCancel(ended::countDown);
            try {
                ended.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            cancellation.check("it");
        });
        engine.publisher(Query.of("q"), threads).subscribe(told);
        told.request(10);
        assertThat(told.next()).isEqualTo(new AnswerEvent.Text("a"));

        told.cancel();

        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(told.heard).isEmpty();
    }

    @Test
    void cancel_whileItWaitsForDemand_freesTheThread() throws Exception {
        QueryEngine engine = new Telling((listener, cancellation) -> listener.on(new AnswerEvent.Text("a")));
        engine.publisher(Query.of("q"), threads).subscribe(told);

        told.cancel();

        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(told.heard).isEmpty();
    }

    @Test
    void subscribe_failingEngine_tellsTheFailure() throws Exception {
        IllegalStateException failure = new IllegalStateException("no");
        engineThrowing(failure).publisher(Query.of("q"), threads).subscribe(told);

        assertThat(told.next()).isSameAs(failure);
    }

    @Test
    void subscribe_engineThatEndsWithAnError_tellsIt() throws Exception {
        NoClassDefFoundError error = new NoClassDefFoundError("dev/lectern/Missing");
        Executor quiet = work -> threads.execute(() -> {
            try {
                work.run();
            } catch (NoClassDefFoundError e) {
                assertThat(e).isSameAs(error);
            }
        });
        new Telling((listener, cancellation) -> {
                    throw error;
                })
                .publisher(Query.of("q"), quiet)
                .subscribe(told);

        assertThat(told.next()).isSameAs(error);
    }

    @Test
    void request_zero_isAFailure() throws Exception {
        QueryEngine engine = new Telling((listener, cancellation) -> listener.on(new AnswerEvent.Text("a")));
        engine.publisher(Query.of("q"), threads).subscribe(told);

        told.request(0);

        assertThat(told.next())
                .isInstanceOf(IllegalArgumentException.class)
                .hasToString("java.lang.IllegalArgumentException: requested events must be 1 or more, got: 0");
    }

    @Test
    void subscribe_closedExecutor_tellsTheFailure() throws Exception {
        threads.shutdown();
        engineThrowing(new IllegalStateException("no"))
                .publisher(Query.of("q"), threads)
                .subscribe(told);

        assertThat(told.next()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void queryAsync_cancelledFuture_endsTheModelCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        var future = engineThatWaits(begun, ended).queryAsync(Query.of("q"), threads);
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        future.cancel(true);

        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void queryAsync_futureThatTimesOut_endsTheModelCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        var future = engineThatWaits(begun, ended).queryAsync(Query.of("q"), threads);
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        future.completeExceptionally(new TimeoutException());

        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static QueryEngine engineThatWaits(CountDownLatch begun, CountDownLatch ended) {
        return new Telling((listener, cancellation) -> {
            cancellation.onCancel(ended::countDown);
            begun.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw new CancelledException("model", "it", "Could not finish it: it was cancelled.", false);
        });
    }

    private static QueryEngine engineThrowing(RuntimeException failure) {
        return new Telling((listener, cancellation) -> {
            throw failure;
        });
    }

    /** What an engine does. */
    private interface Work {
        void tell(AnswerListener listener, Cancellation cancellation);
    }

    /** An engine that tells what the test says, and answers nothing. */
    private record Telling(Work work) implements QueryEngine {

        @Override
        public Response query(Query query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response query(Query query, Cancellation cancellation) {
            return stream(query, event -> {}, cancellation);
        }

        @Override
        public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
            work.tell(listener, cancellation);
            return new Response(
                    "",
                    ResponseStatus.NO_CONTEXT,
                    List.of(),
                    List.of(),
                    new Usage(0, TokenUsage.NONE, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                    FinishReason.NOT_CALLED);
        }
    }

    /** Hears what is published. */
    private static final class Told implements Flow.Subscriber<AnswerEvent> {

        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        private Flow.@Nullable Subscription subscription;

        void request(long events) {
            subscription.request(events);
        }

        void cancel() {
            subscription.cancel();
        }

        Object next() throws InterruptedException {
            return heard.poll(1, TimeUnit.MINUTES);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(AnswerEvent event) {
            heard.add(event);
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(failure);
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    }
}
