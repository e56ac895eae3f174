package dev.lectern.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs contestants in turn, round after round: A B C, A B C, ...
 *
 * <p>Virtual machines drift in speed by a factor of two within minutes. Only what ran in turn in one process may be compared, and a
 * figure stands with the spread of its rounds. CPU time per call is kept beside wall time: where they differ, others had the core.
 */
final class Rounds {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Where results go, so that they count as used. */
    private static volatile Object last = "";

    private Rounds() {}

    /**
     * Runs all contestants in turn.
     *
     * @param warmups rounds that are not kept, for the compiler
     * @param rounds rounds that are kept, 1 or more
     * @param threads callers side by side, each with calls of its own, 1 or more
     * @return per contestant what it took, in the same order
     */
    static List<Timings> inTurn(int warmups, int rounds, int threads, List<Contestant> contestants) {
        List<Timings> timings = new ArrayList<>();
        contestants.forEach(contestant -> timings.add(new Timings(contestant.name())));
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            for (int round = -warmups; round < rounds; round++) {
                for (int i = 0; i < contestants.size(); i++) {
                    Timings kept = round < 0 ? new Timings("warm-up") : timings.get(i);
                    run(contestants.get(i), callers, threads, kept);
                }
            }
            return timings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted.", e);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Returns one of several timings by the name of its contestant. */
    static Timings of(List<Timings> timings, String name) {
        return timings.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void run(Contestant contestant, ExecutorService callers, int threads, Timings timings)
            throws InterruptedException {
        int calls = contestant.callsPerRound();
        long[] wall = new long[threads * calls];
        long[] cpu = new long[threads * calls];
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int offset = thread * calls;
            work.add(() -> {
                for (int call = 0; call < calls; call++) {
                    time(contestant.call(), call, wall, cpu, offset + call);
                }
                return true;
            });
        }
        long start = System.nanoTime();
        for (Future<Boolean> done : callers.invokeAll(work)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Could not measure " + contestant.name() + ": " + e.getCause(), e);
            }
        }
        timings.add(wall, cpu, threads * calls * 1e9 / (System.nanoTime() - start));
    }

    private static void time(Contestant.Call call, int number, long[] wall, long[] cpu, int place) {
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Object result = call.run(number);
        wall[place] = System.nanoTime() - start;
        cpu[place] = THREADS.getCurrentThreadCpuTime() - cpuStart;
        last = result;
    }

    /** Returns what the last call gave; nobody needs it, but the compiler cannot know. */
    static Object lastResult() {
        return last;
    }
}
