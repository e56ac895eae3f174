package dev.lectern.benchmarks;

import dev.lectern.benchmarks.SearchContestant.Hit;
import dev.lectern.store.lucene.VectorEncoding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures stores on disk: building, size, opening, and searching at a stated recall, with and without filters; Lectern beside the least
 * that can be done with Lucene, and beside LangChain4j's store in memory.
 *
 * <p>Arguments: {@code --rows} (100000), {@code --dimensions} (384), {@code --top} (10), {@code --candidates} ({@code 10,30,100}),
 * {@code --int8} ({@code yes}), {@code --raw} ({@code yes}: with Lucene by itself), {@code --memory} ({@code yes}: with LangChain4j),
 * {@code --batch} (510 rows per commit),
 * {@code --rounds} (7), {@code --threads} ({@code 1,2}), {@code --directory} (a temporary one; one that is given is kept, and searched
 * again if it has the rows), {@code --write} (a folder that gets {@code vectors.f32} and {@code questions.f32}, rows of little-endian floats,
 * for peers outside the JVM), {@code --seed}.
 */
public final class DiskStoreBench {

    private static final int QUESTIONS = 100;
    private static final int WARMUPS = 3;

    private final PrintStream out;
    private final int rows;
    private final int dimensions;
    private final int topK;
    private final int batch;
    private final int rounds;
    private final List<Integer> candidates;
    private final List<Integer> threads;
    private final boolean withInt8;
    private final boolean withRaw;
    private final boolean withMemory;
    private final long seed;

    private DiskStoreBench(PrintStream out, Arguments arguments) {
        this.out = out;
        this.rows = arguments.count("rows", 100_000);
        this.dimensions = arguments.count("dimensions", 384);
        this.topK = arguments.count("top", 10);
        this.batch = arguments.count("batch", 510);
        this.rounds = arguments.count("rounds", 7);
        this.candidates = arguments.counts("candidates", "10,30,100");
        this.threads = arguments.counts("threads", "1,2");
        this.withInt8 = arguments.text("int8").orElse("yes").equals("yes");
        this.withRaw = arguments.text("raw").orElse("yes").equals("yes");
        this.withMemory = arguments.text("memory").orElse("yes").equals("yes");
        this.seed = arguments.seed();
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        run(System.out, args);
    }

    /** Runs the benchmark and prints to {@code out}; returns the recall of Lectern per number of candidates, without a filter. */
    static List<Double> run(PrintStream out, String... args) throws IOException {
        Arguments arguments = Arguments.parse(
                args,
                "rows",
                "dimensions",
                "top",
                "candidates",
                "int8",
                "raw",
                "memory",
                "batch",
                "rounds",
                "threads",
                "directory",
                "write",
                "seed");
        DiskStoreBench bench = new DiskStoreBench(out, arguments);
        Machine.describe(
                out,
                "DiskStoreBench",
                "clustered vectors of length 1 and " + bench.dimensions + " floats, seed " + bench.seed);
        if (arguments.text("write").isPresent()) {
            bench.write(Path.of(arguments.text("write").get()));
        }
        if (arguments.text("directory").isPresent()) {
            return bench.measure(Path.of(arguments.text("directory").get()));
        }
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            return bench.measure(temporary.path());
        }
    }

    private void write(Path folder) throws IOException {
        Vectors source = new Vectors(seed, dimensions);
        Files.createDirectories(folder);
        write(folder.resolve("vectors.f32"), source, rows);
        write(folder.resolve("questions.f32"), source, QUESTIONS);
    }

    private void write(Path file, Vectors source, int count) throws IOException {
        ByteBuffer row = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream floats = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < count; i++) {
                row.asFloatBuffer().put(source.next(1)[0]);
                floats.write(row.array());
            }
        }
    }

    private List<Double> measure(Path directory) throws IOException {
        Vectors source = new Vectors(seed, dimensions);
        float[][] vectors = source.next(rows);
        float[][] questions = source.next(QUESTIONS);
        List<DiskStore> stores = new ArrayList<>();
        stores.add(new LecternDisk(directory.resolve("lectern"), VectorEncoding.FLOAT32));
        if (withInt8) {
            stores.add(new LecternDisk(directory.resolve("lectern-int8"), VectorEncoding.INT8));
        }
        if (withRaw) {
            stores.add(new RawLucene(directory.resolve("raw-lucene")));
        }
        try {
            for (DiskStore store : stores) {
                build(store, vectors);
                open(store, questions[0]);
            }
            Truth all = new Truth(vectors, questions, row -> true);
            List<Double> recalls = candidates.stream()
                    .map(number -> all.recall(i -> stores.get(0).search(questions[i], topK, number)))
                    .toList();
            search(stores, vectors, questions, all);
            out.printf(Locale.ROOT, "resident memory at the end: %,d MiB%n", ProcessFacts.residentMiB());
            return recalls;
        } finally {
            for (DiskStore store : stores) {
                store.close();
            }
        }
    }

    private void build(DiskStore store, float[][] vectors) throws IOException {
        if (Files.exists(store.directory())) {
            store.open();
            if (store.size() == rows) {
                out.printf(Locale.ROOT, "%-14s was built before, %,d MB%n", store.name(), megabytes(store));
                return;
            }
            throw new IllegalArgumentException("--directory must be empty or have " + rows + " rows, got: "
                    + store.directory() + " with " + store.size());
        }
        double cpu = ProcessFacts.cpuSeconds();
        long start = System.nanoTime();
        for (int first = 0; first < rows; first += batch) {
            store.add(Arrays.copyOfRange(vectors, first, Math.min(rows, first + batch)), first);
        }
        double stored = (System.nanoTime() - start) / 1e9;
        store.compact();
        store.close();
        double done = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%-14s built in %.1f s (stored after %.1f, in batches of %d; then one segment), CPU %.1f s, %,d MB%n",
                store.name(),
                done,
                stored,
                batch,
                ProcessFacts.cpuSeconds() - cpu,
                megabytes(store));
    }

    private void open(DiskStore store, float[] question) throws IOException {
        long start = System.nanoTime();
        store.open();
        long opened = System.nanoTime();
        store.search(question, topK, candidates.get(0));
        out.printf(
                Locale.ROOT,
                "%-14s opened in %.1f ms, first search %.1f ms%n",
                store.name(),
                (opened - start) / 1e6,
                (System.nanoTime() - opened) / 1e6);
    }

    private void search(List<DiskStore> stores, float[][] vectors, float[][] questions, Truth all) {
        Truth tenth = new Truth(vectors, questions, row -> SearchContestant.kind(row) == 3);
        Truth thousandth = new Truth(vectors, questions, row -> DiskStore.group(row) == 7);
        List<Contestant> contestants = new ArrayList<>();
        List<Double> recalls = new ArrayList<>();
        for (DiskStore store : stores) {
            for (int number : candidates) {
                String named = store.name() + ", " + number;
                add(contestants, recalls, named, all, i -> store.search(questions[i], topK, number));
                add(
                        contestants,
                        recalls,
                        named + ", 10 %",
                        tenth,
                        i -> store.searchKind(questions[i], topK, number, 3));
                add(
                        contestants,
                        recalls,
                        named + ", 0.1 %",
                        thousandth,
                        i -> store.searchGroup(questions[i], topK, number, 7));
            }
        }
        if (withMemory) {
            LangChain4jSearch memory = new LangChain4jSearch();
            memory.fill(vectors);
            add(contestants, recalls, memory.name(), all, i -> memory.search(questions[i % 4], topK), 4);
            add(
                    contestants,
                    recalls,
                    memory.name() + ", 10 %",
                    tenth,
                    i -> memory.searchKind(questions[i % 4], topK, 3),
                    4);
        }
        for (int callers : threads) {
            out.printf(
                    Locale.ROOT,
                    "%n%,d vectors, top %d, %d thread(s), %d rounds in turn, milliseconds; the number is that of candidates%n",
                    rows,
                    topK,
                    callers,
                    rounds);
            print(Rounds.inTurn(WARMUPS, rounds, callers, contestants), recalls);
        }
    }

    private static void add(
            List<Contestant> contestants, List<Double> recalls, String name, Truth truth, Truth.Answer answer) {
        add(contestants, recalls, name, truth, answer, QUESTIONS);
    }

    private static void add(
            List<Contestant> contestants,
            List<Double> recalls,
            String name,
            Truth truth,
            Truth.Answer answer,
            int calls) {
        contestants.add(new Contestant(name, calls, answer::to));
        recalls.add(calls == QUESTIONS ? truth.recall(answer) : 1);
    }

    private void print(List<Timings> timings, List<Double> recalls) {
        out.printf(
                "%-28s %8s %9s %9s %9s   %-19s %9s%n",
                "", "recall", "p50", "p99", "CPU p50", "medians of rounds", "calls/s");
        for (int i = 0; i < timings.size(); i++) {
            Timings each = timings.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-28s %8.4f %9.3f %9.3f %9.3f   %8.3f - %8.3f %9.1f%n",
                    each.name(),
                    recalls.get(i),
                    each.wallMillis(0.5),
                    each.wallMillis(0.99),
                    each.cpuMillis(0.5),
                    each.bestRoundMillis(),
                    each.worstRoundMillis(),
                    each.medianRate());
        }
    }

    private static long megabytes(DiskStore store) throws IOException {
        try (Stream<Path> files = Files.walk(store.directory())) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
            return bytes / 1_000_000;
        }
    }

    /** The true best rows of each question among those that match, found by looking at all. */
    private final class Truth {

        private final List<Set<Integer>> best = new ArrayList<>();

        /** What a store says to a question. */
        interface Answer {
            List<Hit> to(int question);
        }

        Truth(float[][] vectors, float[][] questions, IntPredicate matches) {
            best.addAll(Arrays.stream(questions)
                    .parallel()
                    .map(question -> bestOf(vectors, question, matches))
                    .toList());
        }

        private Set<Integer> bestOf(float[][] vectors, float[] question, IntPredicate matches) {
            PriorityQueue<Hit> kept = new PriorityQueue<>(Comparator.comparingDouble(Hit::score));
            for (int row = 0; row < vectors.length; row++) {
                if (matches.test(row)) {
                    double score = product(question, vectors[row]);
                    if (kept.size() < topK || score > kept.element().score()) {
                        kept.add(new Hit(row, score));
                    }
                    if (kept.size() > topK) {
                        kept.remove();
                    }
                }
            }
            return kept.stream().map(Hit::row).collect(Collectors.toSet());
        }

        double recall(Answer answer) {
            long found = 0;
            long wanted = 0;
            for (int i = 0; i < best.size(); i++) {
                wanted += best.get(i).size();
                found += answer.to(i).stream()
                        .map(Hit::row)
                        .filter(best.get(i)::contains)
                        .count();
            }
            return (double) found / wanted;
        }

        private static double product(float[] one, float[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                sum += (double) one[i] * other[i];
            }
            return sum;
        }
    }
}
