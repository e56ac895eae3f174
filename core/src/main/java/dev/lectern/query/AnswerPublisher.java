package dev.lectern.query;

import dev.lectern.model.Cancellation;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of an answer as they are asked for, after the rules of <a href="https://www.reactive-streams.org">Reactive
 * Streams</a>. There is no queue: the thread that makes the answer waits for demand. Thread-safe.
 */
final class AnswerPublisher implements Flow.Publisher<AnswerEvent> {

    private final QueryEngine engine;
    private final Query query;
    private final Executor executor;

    AnswerPublisher(QueryEngine engine, Query query, Executor executor) {
        this.engine = engine;
        this.query = Objects.requireNonNull(query, "query");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public void subscribe(Flow.Subscriber<? super AnswerEvent> subscriber) {
        Answer answer = new Answer(subscriber);
        subscriber.onSubscribe(answer);
        try {
            executor.execute(answer);
        } catch (RejectedExecutionException e) {
            answer.fail(e);
        }
    }

    /** One subscription, and the work for it. */
    private final class Answer implements Flow.Subscription, Runnable {

        private final Flow.Subscriber<? super AnswerEvent> subscriber;
        private final Cancellation cancellation = Cancellation.create();
        private final Lock lock = new ReentrantLock(); // a monitor would pin a virtual thread that waits
        private final Condition changed = lock.newCondition();
        private long demand;
        private @Nullable IllegalArgumentException fault;

        Answer(Flow.Subscriber<? super AnswerEvent> subscriber) {
            this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        }

        @Override
        public void request(long events) {
            lock.lock();
            try {
                if (events < 1) {
                    fault = new IllegalArgumentException("requested events must be 1 or more, got: " + events);
                } else {
                    demand = demand + events < 0 ? Long.MAX_VALUE : demand + events;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            cancellation.cancel();
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void run() {
            try {
                engine.stream(query, this::tell, cancellation);
            } catch (RuntimeException e) {
                fail(e);
                return;
            } catch (Error e) {
                fail(e);
                throw e;
            }
            if (!cancellation.isCancelled()) {
                subscriber.onComplete();
            }
        }

        /** After a cancellation the subscriber hears nothing more, which the rules ask for. */
        void fail(Throwable failure) {
            if (!cancellation.isCancelled()) {
                cancellation.cancel();
                subscriber.onError(failure);
            }
        }

        private void tell(AnswerEvent event) {
            awaitDemand();
            subscriber.onNext(event);
        }

        private void awaitDemand() {
            lock.lock();
            try {
                while (demand == 0 && fault == null && !cancellation.isCancelled()) {
                    changed.await();
                }
                if (fault != null) {
                    throw fault;
                }
                cancellation.check(AnswerEvent.SUBJECT);
                demand--;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cancellation.interrupted(AnswerEvent.SUBJECT);
            } finally {
                lock.unlock();
            }
        }
    }
}
