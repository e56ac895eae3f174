package dev.lectern.synthesize;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Who makes independent calls, and how many of one answer run at the same time, the asking thread's included. */
record Parallelism(Executor executor, int calls) {

    static final Parallelism NONE = new Parallelism(Runnable::run, 1);

    private static final AtomicLong STARTED = new AtomicLong();

    /**
     * Makes calls on threads that an answer starts and that end with its calls; a thread costs little beside a call of a model.
     *
     * @param calls 1 for the asking thread alone
     */
    static Parallelism ofOwnThreads(int calls) {
        return calls == 1 ? NONE : new Parallelism(Parallelism::start, calls);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "lectern-answer-" + STARTED.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }
}
