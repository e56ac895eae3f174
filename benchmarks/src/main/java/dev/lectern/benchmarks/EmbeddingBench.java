package dev.lectern.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.lectern.embed.Embedding;
import dev.lectern.models.onnx.ModelDescriptor;
import dev.lectern.models.onnx.OnnxEmbeddingModel;
import dev.lectern.models.onnx.WordPieceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Measures embedding with the included model: Lectern by list and by single texts, LangChain4j with the same weights and without its
 * cut at 128 tokens, and the bare ONNX Runtime loop, in turn, all on one runtime.
 *
 * <p>Arguments: {@code --tokens} of a text (200), {@code --texts} a round (100), {@code --callers} (one per processor), {@code --rounds}
 * (7), {@code --seed}.
 */
public final class EmbeddingBench {

    private static final int WARMUPS = 2;
    /** Both use the same weights; what is left is the order of sums. */
    private static final double LEAST_COSINE = 0.9999;

    private EmbeddingBench() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        run(System.out, args);
    }

    /** Runs the benchmark and prints to {@code out}; returns the names of the contestants. */
    static List<String> run(PrintStream out, String... args) throws Exception {
        Arguments arguments = Arguments.parse(args, "tokens", "texts", "callers", "rounds", "seed");
        int tokens = arguments.count("tokens", 200);
        int callers = arguments.count("callers", Runtime.getRuntime().availableProcessors());
        Path folder = Files.createTempDirectory("lectern-bench");
        try (OnnxEmbeddingModel ours =
                OnnxEmbeddingModel.builder().parallelism(callers).build()) {
            List<String> texts = EmbeddingTexts.make(
                    ours.tokenizer(), tokens, tokens, arguments.count("texts", 100), arguments.seed());
            Machine.describe(
                    out,
                    "EmbeddingBench",
                    texts.size() + " texts of " + tokens + " tokens, seed " + arguments.seed() + "; ONNX Runtime "
                            + OrtEnvironment.getEnvironment().getVersion());
            return run(out, ours, texts, tokens, callers, arguments.count("rounds", 7), folder);
        } finally {
            for (Path file : List.of(modelFile(folder), tokenizerFile(folder), folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<String> run(
            PrintStream out,
            OnnxEmbeddingModel ours,
            List<String> texts,
            int tokens,
            int callers,
            int rounds,
            Path folder)
            throws Exception {
        // The tokenizer library of LangChain4j otherwise asks the network who runs it.
        System.setProperty("ai.djl.offline", "true");
        copyModel(folder);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (DirectLoop direct = new DirectLoop(modelFile(folder), framed(ours, texts))) {
            var theirs = new dev.langchain4j.model.embedding.onnx.OnnxEmbeddingModel(
                    modelFile(folder), tokenizerFile(folder), PoolingMode.MEAN, threads);
            List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
            requireSame(ours.embedDocuments(texts), theirs.embedAll(segments).content());
            List<Entrant> entrants = List.of(
                    new Entrant("onnx runtime, bare loop", () -> share(threads, callers, texts.size(), direct::run)),
                    new Entrant("lectern, one list", () -> ours.embedDocuments(texts)),
                    new Entrant(
                            "lectern, single texts",
                            () -> share(threads, callers, texts.size(), i -> ours.embedQuery(texts.get(i)))),
                    new Entrant("langchain4j embedAll", () -> theirs.embedAll(segments)));
            for (int round = -WARMUPS; round < rounds; round++) {
                for (Entrant entrant : entrants) {
                    entrant.measure(round >= 0);
                }
            }
            out.printf(Locale.ROOT, "%d callers, %d rounds in turn%n", callers, rounds);
            entrants.forEach(entrant -> entrant.print(out, texts.size(), tokens, entrants.get(0)));
            out.printf(Locale.ROOT, "resident memory %d MiB, all of them loaded%n", ProcessFacts.residentMiB());
            return entrants.stream().map(entrant -> entrant.name).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Lets each caller take the next text until there is none. */
    private static void share(ExecutorService threads, int callers, int texts, IntConsumer embed) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            running.add(threads.submit(() -> {
                for (int i = next.getAndIncrement(); i < texts; i = next.getAndIncrement()) {
                    embed.accept(i);
                }
            }));
        }
        for (Future<?> caller : running) {
            caller.get();
        }
    }

    private static List<long[]> framed(OnnxEmbeddingModel model, List<String> texts) {
        WordPieceTokenizer tokenizer = (WordPieceTokenizer) model.tokenizer();
        int[] frame = tokenizer.ids("[CLS][SEP]");
        return texts.stream()
                .map(text -> IntStream.concat(
                                IntStream.concat(IntStream.of(frame[0]), IntStream.of(tokenizer.ids(text))),
                                IntStream.of(frame[1]))
                        .asLongStream()
                        .toArray())
                .toList();
    }

    /** Checks what the comparison rests on: both embed the whole text, and so give the same vectors. */
    private static void requireSame(List<Embedding> ours, List<dev.langchain4j.data.embedding.Embedding> theirs) {
        for (int i = 0; i < ours.size(); i++) {
            double cosine = ours.get(i).cosine(Embedding.of(theirs.get(i).vector()));
            if (cosine < LEAST_COSINE) {
                throw new IllegalStateException("vectors must have a cosine of at least " + LEAST_COSINE + ", got: "
                        + cosine + " at text " + i);
            }
        }
    }

    private static void copyModel(Path folder) throws IOException {
        ModelDescriptor model = ModelDescriptor.allMiniLmL6V2();
        ClassLoader loader = EmbeddingBench.class.getClassLoader();
        try (InputStream onnx = loader.getResourceAsStream(model.modelResource());
                InputStream json = loader.getResourceAsStream(model.tokenizerResource())) {
            Files.copy(onnx, modelFile(folder));
            ObjectNode tokenizer = (ObjectNode) new ObjectMapper().readTree(json);
            // Not null: DJL would then cut at the length that the file pads to, which is 128 too.
            ((ObjectNode) tokenizer.get("truncation")).put("max_length", 512);
            Files.writeString(tokenizerFile(folder), tokenizer.toString());
        }
    }

    private static Path modelFile(Path folder) {
        return folder.resolve("model.onnx");
    }

    private static Path tokenizerFile(Path folder) {
        return folder.resolve("tokenizer.json");
    }

    /** Work over all texts. */
    private interface Work {
        void run() throws Exception;
    }

    /** One contestant with what its rounds took; the processor time is that of the whole process, since some bring threads. */
    private static final class Entrant {

        private final String name;
        private final Work work;
        private final List<Double> wallSeconds = new ArrayList<>();
        private final List<Double> cpuSeconds = new ArrayList<>();

        Entrant(String name, Work work) {
            this.name = name;
            this.work = work;
        }

        void measure(boolean kept) throws Exception {
            double cpu = ProcessFacts.cpuSeconds();
            long start = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (kept) {
                wallSeconds.add(seconds);
                cpuSeconds.add(ProcessFacts.cpuSeconds() - cpu);
            }
        }

        void print(PrintStream out, int texts, int tokens, Entrant base) {
            double rate = texts / median(wallSeconds);
            out.printf(
                    Locale.ROOT,
                    "  %-26s %7.1f texts/s %8.0f tokens/s %7.2f CPU ms a text; %.2f of the bare loop, %.2f by CPU%n",
                    name,
                    rate,
                    rate * tokens,
                    1e3 * median(cpuSeconds) / texts,
                    median(base.wallSeconds) / median(wallSeconds),
                    median(base.cpuSeconds) / median(cpuSeconds));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get((values.size() - 1) / 2);
        }
    }
}
