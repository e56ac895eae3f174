package dev.lectern.benchmarks;

import java.util.Objects;

/**
 * One of those that are measured in turn.
 *
 * @param name as it is printed
 * @param callsPerRound how many calls one round takes of it, per thread, 1 or more; more for the quick
 * @param call what is measured
 */
record Contestant(String name, int callsPerRound, Call call) {

    Contestant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(call, "call");
        if (callsPerRound < 1) {
            throw new IllegalArgumentException("callsPerRound must be 1 or more, got: " + callsPerRound);
        }
    }

    /** One unit of work. */
    interface Call {
        /**
         * Does it.
         *
         * @param number counts the calls of a thread within a round from 0, to choose a question by
         * @return the result, so that the work cannot be left out by the compiler
         */
        Object run(int number);
    }
}
