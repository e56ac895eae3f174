package dev.lectern.benchmarks;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.lucene.LuceneStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures the server of the plugin API: {@code /query} and {@code /upsert} a second and their times, by number of connections; with
 * embeddings that are there already and with the included model, beside a hello in JSON on the same Jetty.
 *
 * <p>To tell where time goes, the search is measured without HTTP too, and the query over a single chunk. Client and server share the
 * machine; the client is a bare socket.
 *
 * <p>Arguments: {@code --rows} (10000), {@code --connections} ({@code 1,16,64}), {@code --calls} (2000 a round, of all connections
 * together), {@code --real-calls} (100 with the included model), {@code --rounds} (5), {@code --stores} ({@code memory,lucene}), {@code --real}
 * ({@code yes}), {@code --seed}.
 */
public final class ServeBench {

    private static final int WARMUPS = 2;
    private static final int FILLED_AT_ONCE = 500;
    private static final int WORDS_PER_TEXT = 60;

    /** Documents that upserts write, over and over, so that the store stays as large as it is. */
    private static final int DOCUMENTS_WRITTEN = 1_000;

    private final PrintStream out;
    private final Arguments arguments;
    private final int rows;
    private final int rounds;
    private final int calls;
    private final int realCalls;
    private final List<String> texts;
    private final AtomicInteger written = new AtomicInteger();

    private ServeBench(PrintStream out, Arguments arguments) {
        this.out = out;
        this.arguments = arguments;
        this.rows = arguments.count("rows", 10_000);
        this.rounds = arguments.count("rounds", 5);
        this.calls = arguments.count("calls", 2_000);
        this.realCalls = arguments.count("real-calls", 100);
        this.texts = texts(arguments.seed());
    }

    /** Runs the benchmark. */
    public static void main(String[] args) {
        run(System.out, args);
    }

    /** Runs the benchmark and prints to {@code out}; returns what was measured, of all stores and numbers of connections. */
    static List<Timings> run(PrintStream out, String... args) {
        Arguments arguments =
                Arguments.parse(args, "rows", "connections", "calls", "real-calls", "rounds", "stores", "real", "seed");
        ServeBench bench = new ServeBench(out, arguments);
        Machine.describe(
                out,
                "ServeBench",
                String.format(
                        Locale.ROOT, "%,d texts of %d words, seed %d", bench.rows, WORDS_PER_TEXT, arguments.seed()));
        List<Timings> all = new ArrayList<>();
        for (String store : arguments.list("stores", "memory,lucene")) {
            all.addAll(bench.measure(store));
        }
        return all;
    }

    /** Cuts generated English into texts of one chunk each. */
    private List<String> texts(long seed) {
        List<String> words =
                List.of(EnglishText.of(seed, 12 * WORDS_PER_TEXT * (rows + 1)).split("\\s+"));
        return IntStream.range(0, rows)
                .mapToObj(i -> String.join(" ", words.subList(i * WORDS_PER_TEXT, (i + 1) * WORDS_PER_TEXT)))
                .toList();
    }

    private List<Timings> measure(String kind) {
        List<Timings> all = new ArrayList<>();
        try (TemporaryFolder temporary = TemporaryFolder.create();
                HelloServer hello = HelloServer.start();
                Served stub = Served.start(store(kind, temporary.path().resolve("stub")), new StubModel());
                Served single = Served.start(store(kind, temporary.path().resolve("single")), new StubModel())) {
            stub.fill(texts);
            single.fill(texts.subList(0, 1));
            for (int connections : arguments.counts("connections", "1,16,64")) {
                List<Contestant> contestants = new ArrayList<>(List.of(
                        new Contestant(
                                "hello",
                                perThread(calls, connections),
                                i -> hello.sockets().post("/", queryBody(i))),
                        query(stub, "/query", connections, calls),
                        query(single, "/query over one chunk", connections, calls),
                        searchAlone(stub, connections),
                        upsert(stub, "/upsert", connections, calls)));
                all.addAll(print(kind, connections, contestants));
            }
            if (arguments.text("real").orElse("yes").equals("yes")) {
                all.addAll(measureReal(kind, temporary.path()));
            }
            return all;
        }
    }

    private List<Timings> measureReal(String kind, Path folder) {
        List<Timings> all = new ArrayList<>();
        try (EmbeddingModel onnx =
                        Providers.discovered().create(EmbeddingModelProvider.class, "onnx", Settings.empty());
                Served real = Served.start(store(kind, folder.resolve("real")), new StubModel(onnx))) {
            real.fill(texts);
            real.model().embedByTheModel();
            for (int connections : arguments.counts("connections", "1,16,64")) {
                all.addAll(print(
                        kind + ", included model",
                        connections,
                        List.of(
                                query(real, "/query", connections, realCalls),
                                upsert(real, "/upsert", connections, realCalls))));
            }
        }
        return all;
    }

    private static Store store(String kind, Path folder) {
        return switch (kind) {
            case "memory" -> InMemoryStore.create();
            case "lucene" -> LuceneStore.open(folder);
            default -> throw new IllegalArgumentException("--stores must be memory or lucene, got: " + kind);
        };
    }

    private Contestant query(Served served, String name, int connections, int total) {
        return new Contestant(
                name, perThread(total, connections), i -> served.sockets().post("/query", queryBody(i)));
    }

    private Contestant searchAlone(Served served, int connections) {
        return new Contestant(
                "search without HTTP",
                perThread(calls, connections),
                i -> served.store().search(StoreQuery.vector(served.model().embedQuery(question(i)), 3)));
    }

    private Contestant upsert(Served served, String name, int connections, int total) {
        return new Contestant(name, perThread(total, connections), i -> {
            int number = written.incrementAndGet();
            String text = texts.get(number % rows) + " " + number;
            return served.sockets()
                    .post("/upsert", Served.documents(List.of("written-" + number % DOCUMENTS_WRITTEN), List.of(text)));
        });
    }

    private static int perThread(int total, int connections) {
        return Math.max(1, total / connections);
    }

    private String question(int number) {
        return texts.get(number * 7 % rows).substring(0, 40);
    }

    private String queryBody(int number) {
        return "{\"queries\":[{\"query\":" + Served.quote(question(number)) + ",\"top_k\":3}]}";
    }

    private List<Timings> print(String title, int connections, List<Contestant> contestants) {
        List<Timings> timings = Rounds.inTurn(WARMUPS, rounds, connections, contestants);
        out.printf(
                Locale.ROOT,
                "%s, %d connection(s), %d rounds in turn%n  %-24s %10s %9s %9s %9s %9s%n",
                title,
                connections,
                rounds,
                "",
                "a second",
                "p50 ms",
                "p99 ms",
                "best p50",
                "worst p50");
        for (Timings each : timings) {
            out.printf(
                    Locale.ROOT,
                    "  %-24s %,10.0f %9.3f %9.3f %9.3f %9.3f%n",
                    each.name(),
                    each.medianRate(),
                    each.wallMillis(0.5),
                    each.wallMillis(0.99),
                    each.bestRoundMillis(),
                    each.worstRoundMillis());
        }
        out.println();
        return timings;
    }

    /** A server over one store, and sockets to it. */
    private record Served(RetrievalPluginServer server, Store store, StubModel model, Sockets sockets)
            implements AutoCloseable {

        private static final String TOKEN = "bench";

        static Served start(Store store, StubModel model) {
            RetrievalPluginServer server = RetrievalPluginServer.builder()
                    .store(store)
                    .embeddingModel(model)
                    .option("port", "0")
                    .option("token", TOKEN)
                    .option("idle-timeout", "PT1H") // connections rest while others are measured
                    .build();
            server.start();
            return new Served(server, store, model, new Sockets(server.uri(), TOKEN));
        }

        void fill(List<String> texts) {
            for (int from = 0; from < texts.size(); from += FILLED_AT_ONCE) {
                List<String> some = texts.subList(from, Math.min(texts.size(), from + FILLED_AT_ONCE));
                int first = from;
                sockets.post(
                        "/upsert",
                        documents(
                                IntStream.range(0, some.size())
                                        .mapToObj(i -> "d" + (first + i))
                                        .toList(),
                                some));
            }
        }

        static String documents(List<String> ids, List<String> texts) {
            return IntStream.range(0, ids.size())
                    .mapToObj(i -> "{\"id\":" + quote(ids.get(i)) + ",\"text\":" + quote(texts.get(i)) + "}")
                    .collect(Collectors.joining(",", "{\"documents\":[", "]}"));
        }

        /** Generated English is ASCII, with quotes and without control characters. */
        static String quote(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }

        @Override
        public void close() {
            sockets.close();
            server.close();
            store.close();
        }
    }
}
