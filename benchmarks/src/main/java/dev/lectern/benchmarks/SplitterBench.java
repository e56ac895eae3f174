package dev.lectern.benchmarks;

import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.splitter.DocumentBySentenceSplitter;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import dev.lectern.split.TokenSplitter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;

/**
 * Measures splitters over one English text, in characters and in tokens: Lectern, LangChain4j and Spring AI, in turn.
 *
 * <p>Arguments: {@code --file} (a UTF-8 text; generated without), {@code --chars} (10,000,000), {@code --slow-chars} (how much of it
 * the contestants get that take seconds for a megabyte, 500,000), {@code --rounds} (7), {@code --seed}.
 */
public final class SplitterBench {

    private static final int MAX_CHARS = 1_000;
    private static final int OVERLAP_CHARS = 150;
    private static final int MAX_TOKENS = 200;
    private static final int OVERLAP_TOKENS = 30;
    private static final int WARMUPS = 3;

    private SplitterBench() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        run(System.out, args);
    }

    /** Runs the benchmark and prints to {@code out}; returns the number of nodes or chunks each contestant made. */
    static Map<String, Integer> run(PrintStream out, String... args) throws IOException {
        Arguments arguments = Arguments.parse(args, "file", "chars", "slow-chars", "rounds", "seed");
        String text = text(arguments);
        String start = text.substring(0, Math.min(arguments.count("slow-chars", 500_000), text.length()));
        Machine.describe(
                out,
                "SplitterBench",
                text.length() + " characters of " + arguments.text("file").orElse("seed " + arguments.seed()));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        try (EmbeddingModel model = model()) {
            List<Entrant> entrants = new ArrayList<>(lectern(text, model.tokenizer()));
            entrants.addAll(peers(text, start));
            entrants.forEach(entrant -> sizes.put(
                    entrant.contestant().name(),
                    ((List<?>) entrant.contestant().call().run(0)).size()));
            print(out, entrants, sizes, arguments.count("rounds", 7));
        }
        return sizes;
    }

    private static EmbeddingModel model() {
        return Providers.create(Providers.discovered().single(EmbeddingModelProvider.class), Settings.empty());
    }

    /** Returns the text that is split: a file's, or a generated one. */
    static String text(Arguments arguments) throws IOException {
        int chars = arguments.count("chars", 10_000_000);
        Optional<Path> file = arguments.text("file").map(Path::of);
        String text = file.isPresent() ? Files.readString(file.get()) : EnglishText.of(arguments.seed(), chars);
        return text.substring(0, Math.min(chars, text.length()));
    }

    /** A contestant and how many characters each call of it takes. */
    private record Entrant(Contestant contestant, int chars) {}

    private static List<Entrant> lectern(String text, Tokenizer pieces) {
        Document document = Document.of("text", text);
        return List.of(
                entrant(
                        "lectern SentenceSplitter, chars",
                        SentenceSplitter.byChars(MAX_CHARS, OVERLAP_CHARS),
                        document),
                entrant(
                        "lectern SentenceSplitter, words",
                        SentenceSplitter.byTokens(WordTokenizer.create(), MAX_TOKENS, OVERLAP_TOKENS),
                        document),
                entrant(
                        "lectern SentenceSplitter, pieces",
                        SentenceSplitter.byTokens(pieces, MAX_TOKENS, OVERLAP_TOKENS),
                        document),
                entrant(
                        "lectern TokenSplitter, pieces",
                        TokenSplitter.create(pieces, MAX_TOKENS, OVERLAP_TOKENS),
                        document));
    }

    private static Entrant entrant(String name, Splitter splitter, Document document) {
        requireTrueSpans(name, splitter, document);
        Contestant contestant = new Contestant(name, 1, call -> splitter.split(document));
        return new Entrant(contestant, document.text().length());
    }

    /** Checks what all figures rest on: each node's text is the document's at its span, and nothing visible is lost. */
    private static void requireTrueSpans(String name, Splitter splitter, Document document) {
        int covered = 0;
        for (Node node : splitter.split(document)) {
            String between = document.text()
                    .substring(covered, Math.max(covered, node.span().start()));
            if (!between.isBlank() || !node.span().of(document.text()).equals(node.text())) {
                throw new IllegalStateException("node must continue the text, got: " + node + " of " + name);
            }
            covered = Math.max(covered, node.span().end());
        }
        if (!document.text().substring(covered).isBlank()) {
            throw new IllegalStateException("nodes must cover the text, got: an end at " + covered + " of " + name);
        }
    }

    private static List<Entrant> peers(String text, String start) {
        // The tokenizer library of LangChain4j otherwise asks the network who runs it.
        System.setProperty("ai.djl.offline", "true");
        TokenCountEstimator pieces = new HuggingFaceTokenCountEstimator();
        return List.of(
                langChain4j(
                        "langchain4j recursive, chars", DocumentSplitters.recursive(MAX_CHARS, OVERLAP_CHARS), text),
                langChain4j(
                        "langchain4j sentences, chars",
                        new DocumentBySentenceSplitter(MAX_CHARS, OVERLAP_CHARS),
                        start),
                langChain4j(
                        "langchain4j recursive, pieces",
                        DocumentSplitters.recursive(MAX_TOKENS, OVERLAP_TOKENS, pieces),
                        start),
                spring(text));
    }

    private static Entrant langChain4j(String name, DocumentSplitter splitter, String text) {
        dev.langchain4j.data.document.Document document = dev.langchain4j.data.document.Document.from(text);
        return new Entrant(new Contestant(name, 1, call -> splitter.split(document)), text.length());
    }

    private static Entrant spring(String text) {
        org.springframework.ai.document.Document document = new org.springframework.ai.document.Document(text);
        TokenTextSplitter splitter = TokenTextSplitter.builder()
                .withChunkSize(MAX_TOKENS)
                .withMaxNumChunks(Integer.MAX_VALUE)
                .build();
        return new Entrant(
                new Contestant("spring-ai TokenTextSplitter", 1, call -> splitter.split(document)), text.length());
    }

    private static void print(PrintStream out, List<Entrant> entrants, Map<String, Integer> sizes, int rounds) {
        out.printf(
                Locale.ROOT,
                "at most %d chars, %d overlapping; at most %d tokens, %d overlapping; %d rounds in turn; MB/s%n",
                MAX_CHARS,
                OVERLAP_CHARS,
                MAX_TOKENS,
                OVERLAP_TOKENS,
                rounds);
        out.printf("  %-34s %8s %8s %8s   %s%n", "", "median", "CPU", "nodes", "rounds");
        List<Timings> timings = Rounds.inTurn(
                WARMUPS, rounds, 1, entrants.stream().map(Entrant::contestant).toList());
        for (int i = 0; i < entrants.size(); i++) {
            Timings each = timings.get(i);
            double kilobytes = entrants.get(i).chars() / 1e3;
            out.printf(
                    Locale.ROOT,
                    "  %-34s %8.1f %8.1f %8d   %.1f - %.1f%s%n",
                    each.name(),
                    kilobytes / each.wallMillis(0.5),
                    kilobytes / each.cpuMillis(0.5),
                    sizes.get(each.name()),
                    kilobytes / each.worstRoundMillis(),
                    kilobytes / each.bestRoundMillis(),
                    entrants.get(i).chars() == entrants.get(0).chars()
                            ? ""
                            : "  (first " + (int) kilobytes + " kB only)");
        }
    }
}
