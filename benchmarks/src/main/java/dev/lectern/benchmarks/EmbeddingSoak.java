package dev.lectern.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.models.onnx.OnnxEmbeddingModel;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Embeds texts of mixed length from two callers for a long time, and says whether the native runtime held: no crash, the same vectors
 * to the end, and no memory that grows.
 *
 * <p>Argument: {@code --minutes} (30). Each minute prints a line; the last line starts with {@code verdict:}. The exit code is 0 only
 * for a good verdict; a native crash shows as a missing verdict. So that the Java heap does not blur the memory, run it with
 * {@code JAVA_OPTS="-Xms64m -Xmx64m -XX:+AlwaysPreTouch"}.
 */
public final class EmbeddingSoak {

    private static final int CALLERS = 2;
    private static final long SEED = 42;
    private static final int TEXTS = 128;
    /** Memory is compared from this share of the run on: before, buffers still find their size. */
    private static final double WARM_SHARE = 0.2;

    private static final long ALLOWED_GROWTH_MIB = 64;

    private EmbeddingSoak() {}

    /** Runs the soak. */
    public static void main(String[] args) throws Exception {
        Duration length = Duration.ofMinutes(Arguments.parse(args, "minutes").count("minutes", 30));
        if (!run(System.out, length)) {
            System.exit(1);
        }
    }

    /** Runs the soak and prints to {@code out}; returns whether the verdict is good. */
    static boolean run(PrintStream out, Duration length) throws Exception {
        try (OnnxEmbeddingModel model = OnnxEmbeddingModel.allMiniLmL6V2()) {
            List<String> texts = EmbeddingTexts.make(model.tokenizer(), 1, model.maxTokens(), TEXTS, SEED);
            List<Embedding> expected = model.embedDocuments(texts);
            out.printf(
                    Locale.ROOT,
                    "ONNX Runtime %s, JDK %s, %d callers, texts of 1 to %d tokens, seed %d, %d minutes%n",
                    OrtEnvironment.getEnvironment().getVersion(),
                    Runtime.version(),
                    CALLERS,
                    model.maxTokens(),
                    SEED,
                    length.toMinutes());
            return soak(out, model, texts, expected, length);
        }
    }

    private static boolean soak(
            PrintStream out, EmbeddingModel model, List<String> texts, List<Embedding> expected, Duration length)
            throws Exception {
        AtomicLong embedded = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> running = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int first = caller * texts.size() / CALLERS;
            running.add(callers.submit(() -> {
                for (int i = first; System.nanoTime() < end; i++) {
                    int which = i % texts.size();
                    if (!model.embedQuery(texts.get(which)).equals(expected.get(which))) {
                        wrong.incrementAndGet();
                    }
                    embedded.incrementAndGet();
                }
            }));
        }
        callers.shutdown();
        long warm = -1;
        long most = 0;
        for (int minute = 1; !callers.awaitTermination(1, TimeUnit.MINUTES); minute++) {
            long resident = ProcessFacts.residentMiB();
            most = Math.max(most, resident);
            if (warm < 0 && System.nanoTime() - start > WARM_SHARE * length.toNanos()) {
                warm = resident;
            }
            out.printf(Locale.ROOT, "minute %d: %d texts, resident %d MiB%n", minute, embedded.get(), resident);
        }
        for (Future<?> caller : running) {
            caller.get();
        }
        long last = ProcessFacts.residentMiB();
        long growth = warm < 0 ? 0 : last - warm;
        boolean good = wrong.get() == 0 && growth <= ALLOWED_GROWTH_MIB;
        out.printf(
                Locale.ROOT,
                "verdict: %s; %d texts, %d vectors differ, resident %d MiB at the end, %d at most, %+d since the warm-up%n",
                good ? "good" : "BAD",
                embedded.get(),
                wrong.get(),
                last,
                Math.max(most, last),
                growth);
        return good;
    }
}
