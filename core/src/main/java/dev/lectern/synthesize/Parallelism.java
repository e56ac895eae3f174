package dev.lectern.synthesize;

import java.util.concurrent.Executor;

/** Who makes independent calls, and how many of one answer run at the same time, the asking thread's included. */
record Parallelism(Executor executor, int calls) {

    static final Parallelism NONE = new Parallelism(Runnable::run, 1);
}
