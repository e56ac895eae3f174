package dev.lectern.benchmarks;

import dev.lectern.benchmarks.SearchContestant.Hit;
import dev.lectern.embed.Embedding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures exact search in memory: Lectern, LangChain4j, Spring AI and the limit that memory sets, in turn.
 *
 * <p>Arguments: {@code --rows} ({@code 10000,100000}), {@code --dimensions} (384), {@code --top} (10), {@code --rounds} (9),
 * {@code --threads} ({@code 1,2}), {@code --seed}.
 */
public final class ExactSearchBench {

    private static final int QUESTIONS = 20;
    private static final int WARMUPS = 4;

    private final PrintStream out;
    private final int dimensions;
    private final int topK;
    private final int rounds;
    private final long seed;

    private ExactSearchBench(PrintStream out, Arguments arguments) {
        this.out = out;
        this.dimensions = arguments.count("dimensions", 384);
        this.topK = arguments.count("top", 10);
        this.rounds = arguments.count("rounds", 9);
        this.seed = arguments.seed();
    }

    /** Runs the benchmark. */
    public static void main(String[] args) {
        run(System.out, args);
    }

    /** Runs the benchmark and prints to {@code out}; returns the reports, one per size. */
    static List<Report> run(PrintStream out, String... args) {
        Arguments arguments = Arguments.parse(args, "rows", "dimensions", "top", "rounds", "threads", "seed");
        ExactSearchBench bench = new ExactSearchBench(out, arguments);
        Machine.describe(
                out,
                "ExactSearchBench",
                "clustered vectors of length 1 and " + bench.dimensions + " floats, seed " + bench.seed);
        List<Report> reports = new ArrayList<>();
        for (int size : arguments.counts("rows", "10000,100000")) {
            reports.add(bench.measure(size, arguments.counts("threads", "1,2")));
        }
        return reports;
    }

    /**
     * What was found for one size.
     *
     * @param recalls per contestant the part of the true best rows that it found
     * @param scoresExact whether Lectern's scores equal those of {@link Embedding#cosine}
     */
    record Report(List<Double> recalls, boolean scoresExact) {}

    private Report measure(int size, List<Integer> threadCounts) {
        Vectors source = new Vectors(seed, dimensions);
        float[][] vectors = source.next(size);
        float[][] questions = source.next(QUESTIONS);
        out.printf(Locale.ROOT, "%,d vectors, top %d%n", size, topK);
        List<SearchContestant> stores = List.of(new LecternSearch(), new LangChain4jSearch(), new SpringSearch());
        List<Double> recalls = new ArrayList<>();
        List<List<Hit>> truth = truth(vectors, questions);
        for (SearchContestant store : stores) {
            long before = Heap.usedBytes();
            store.fill(vectors);
            long bytes = Heap.usedBytes() - before;
            double recall = recall(store, questions, truth);
            recalls.add(recall);
            out.printf(Locale.ROOT, "  %-12s %,6d bytes a vector, recall %.4f%n", store.name(), bytes / size, recall);
        }
        boolean exact = scoresExact(stores.get(0), questions, truth);
        out.println("  scores of lectern equal Embedding.cosine to the last bit: " + (exact ? "yes" : "NO"));
        MemoryScan memory = new MemoryScan(Math.multiplyExact(size, dimensions));
        for (int threads : threadCounts) {
            out.printf(
                    Locale.ROOT,
                    "%n  %,d vectors, %d thread(s), %d rounds in turn, milliseconds%n",
                    size,
                    threads,
                    rounds);
            print(Rounds.inTurn(WARMUPS, rounds, threads, contestants(stores, memory, questions, size)));
        }
        out.println();
        return new Report(recalls, exact);
    }

    private List<Contestant> contestants(
            List<SearchContestant> stores, MemoryScan memory, float[][] questions, int size) {
        List<Contestant> contestants = new ArrayList<>();
        for (SearchContestant store : stores) {
            boolean quick = store instanceof LecternSearch;
            int calls = quick ? QUESTIONS : QUESTIONS / 4;
            contestants.add(new Contestant(store.name(), calls, i -> store.search(questions[i], topK)));
            contestants.add(new Contestant(
                    store.name() + ", filter 1 in 10",
                    calls,
                    i -> store.searchKind(questions[i], topK, i % SearchContestant.KINDS)));
            contestants.add(new Contestant(
                    store.name() + ", filter 1 document",
                    calls,
                    i -> store.searchSource(questions[i], topK, SearchContestant.source(i * size / QUESTIONS))));
        }
        contestants.add(new Contestant("limit: sum of the floats", QUESTIONS, i -> memory.sumOfFloats()));
        contestants.add(new Contestant("limit: sum as longs", QUESTIONS, i -> memory.sumOfLongs()));
        Optional<VectorApi> vectorApi = VectorApi.load();
        vectorApi.ifPresent(kernels -> {
            float[] products = new float[size];
            contestants.add(new Contestant("limit: sum, Vector API", QUESTIONS, i -> kernels.sum(memory.floats())));
            contestants.add(new Contestant(
                    "products only, Vector API",
                    QUESTIONS,
                    i -> kernels.scan(questions[i], memory.floats(), products)));
        });
        return contestants;
    }

    private void print(List<Timings> timings) {
        out.printf("  %-28s %9s %9s %9s   %-19s %9s%n", "", "p50", "p99", "CPU p50", "medians of rounds", "calls/s");
        for (Timings each : timings) {
            out.printf(
                    Locale.ROOT,
                    "  %-28s %9.3f %9.3f %9.3f   %8.3f - %8.3f %9.1f%n",
                    each.name(),
                    each.wallMillis(0.5),
                    each.wallMillis(0.99),
                    each.cpuMillis(0.5),
                    each.bestRoundMillis(),
                    each.worstRoundMillis(),
                    each.medianRate());
        }
    }

    /** Scores every row with {@link Embedding#cosine}. */
    private List<List<Hit>> truth(float[][] vectors, float[][] questions) {
        List<Embedding> rows = new ArrayList<>();
        for (float[] vector : vectors) {
            rows.add(Embedding.of(vector));
        }
        List<List<Hit>> truth = new ArrayList<>();
        for (float[] question : questions) {
            Embedding embedding = Embedding.of(question);
            truth.add(IntStream.range(0, vectors.length)
                    .mapToObj(row -> new Hit(row, embedding.cosine(rows.get(row))))
                    .sorted(Comparator.comparingDouble(Hit::score).reversed())
                    .limit(topK)
                    .toList());
        }
        return truth;
    }

    private double recall(SearchContestant store, float[][] questions, List<List<Hit>> truth) {
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < questions.length; i++) {
            Set<Integer> rows = new HashSet<>();
            store.search(questions[i], topK).forEach(hit -> rows.add(hit.row()));
            for (Hit hit : truth.get(i)) {
                wanted++;
                found += rows.contains(hit.row()) ? 1 : 0;
            }
        }
        return (double) found / wanted;
    }

    private boolean scoresExact(SearchContestant store, float[][] questions, List<List<Hit>> truth) {
        for (int i = 0; i < questions.length; i++) {
            if (!store.search(questions[i], topK).equals(truth.get(i))) {
                return false;
            }
        }
        return true;
    }
}
