package dev.lectern.benchmarks;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Fusion;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.lucene.LuceneStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how well questions find the documents that answer them, over a test collection in the form of BEIR: nDCG@10 and recall@100.
 *
 * <p>A document scores as its best node does. Arguments: {@code --folder} (needed), {@code --model} (the name of a provider; the only
 * one without), {@code --tokens} (node sizes, {@code 128,200,250}), {@code --overlap} (tokens, 30), {@code --titles} (where titles go:
 * {@code metadata,body,none}; the pipeline embeds those in the metadata with every node, those in the body are part of the text),
 * {@code --search} (by what evidence: {@code vector,keyword,hybrid}; {@code hybrid:0.7} joins by scores, of which those by vector weigh
 * 0.7), {@code --nodes} (how many are asked for, 1,000; a hybrid search joins as many of each ranking, and 100 at least).
 */
public final class RetrievalQualityBench {

    /** How many nodes are asked for unless told, so that a hundred different documents are among them. */
    private static final int DEFAULT_NODES = 1_000;

    private final TestCollection collection;
    private final EmbeddingModel model;
    private final int nodes;
    private final Map<String, Embedding> questions = new LinkedHashMap<>();

    private RetrievalQualityBench(TestCollection collection, EmbeddingModel model, int nodes) {
        this.collection = collection;
        this.model = model;
        this.nodes = nodes;
        collection.questions().forEach((id, text) -> questions.put(id, model.embedQuery(text)));
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        run(System.out, Providers.discovered(), args);
    }

    /** What becomes of a title. */
    enum Titles {
        /** It is the document's title, and the pipeline decides. */
        METADATA,
        /** It is the first line of the text. */
        BODY,
        /** It is left out. */
        NONE
    }

    /**
     * By what nodes are found.
     *
     * @param mode by what evidence
     * @param fusion how the rankings of mode hybrid are joined
     */
    private record Search(SearchMode mode, Fusion fusion) {

        static Search parse(String name) {
            String[] parts = name.split(":", 2);
            SearchMode mode = SearchMode.valueOf(parts[0].toUpperCase(Locale.ROOT));
            Fusion fusion = parts.length == 1 ? Fusion.reciprocalRank() : Fusion.weighted(Double.parseDouble(parts[1]));
            return new Search(mode, fusion);
        }
    }

    /**
     * The quality under one setting, averaged over questions.
     *
     * @param ndcg normalised discounted cumulative gain of the first 10
     * @param recall part of the relevant documents among the first 100
     */
    record Quality(double ndcg, double recall) {}

    /** Runs the benchmark and prints to {@code out}; returns the quality per setting, as {@code titles/tokens/search}. */
    static Map<String, Quality> run(PrintStream out, Providers providers, String... args) throws IOException {
        Arguments arguments =
                Arguments.parse(args, "folder", "model", "tokens", "overlap", "titles", "search", "nodes", "store");
        Path folder = Path.of(arguments
                .text("folder")
                .orElseThrow(() -> new IllegalArgumentException("--folder must be given, got: none")));
        TestCollection collection = TestCollection.read(folder);
        Map<String, Quality> qualities = new LinkedHashMap<>();
        try (EmbeddingModel model = new RememberingModel(model(providers, arguments))) {
            Machine.describe(
                    out,
                    "RetrievalQualityBench",
                    collection.entries().size() + " documents, "
                            + collection.questions().size() + " questions of " + folder + ", model " + model.name());
            RetrievalQualityBench bench =
                    new RetrievalQualityBench(collection, model, arguments.count("nodes", DEFAULT_NODES));
            out.println("titles    tokens   nodes  search     nDCG@10  recall@100");
            for (String titles : arguments.list("titles", "metadata,body,none")) {
                Titles place = Titles.valueOf(titles.toUpperCase(Locale.ROOT));
                for (int tokens : arguments.counts("tokens", "128,200,250")) {
                    try (TemporaryFolder temporary = TemporaryFolder.create();
                            Store store = store(arguments, temporary.path())) {
                        bench.fill(store, place, tokens, arguments.count("overlap", 30));
                        for (String search : arguments.list("search", "vector,keyword,hybrid")) {
                            out.printf(Locale.ROOT, "%-9s %6d %7d  %-10s", titles, tokens, store.nodeCount(), search);
                            Quality quality = bench.quality(store, Search.parse(search));
                            out.printf(Locale.ROOT, "%8.4f %11.4f%n", quality.ndcg(), quality.recall());
                            qualities.put(titles + "/" + tokens + "/" + search, quality);
                        }
                    }
                }
            }
        }
        return qualities;
    }

    private void fill(Store store, Titles titles, int tokens, int overlap) {
        SentenceSplitter splitter = SentenceSplitter.byTokens(model.tokenizer(), tokens, overlap);
        IngestPipeline.builder(store, splitter, model).build().run(documents(titles));
    }

    private static Store store(Arguments arguments, Path folder) {
        String name = arguments.text("store").orElse("memory");
        return switch (name) {
            case "memory" -> InMemoryStore.create();
            case "lucene" -> LuceneStore.open(folder);
            default -> throw new IllegalArgumentException("--store must be memory or lucene, got: " + name);
        };
    }

    private static EmbeddingModel model(Providers providers, Arguments arguments) {
        EmbeddingModelProvider provider = arguments
                .text("model")
                .map(name -> providers.get(EmbeddingModelProvider.class, name))
                .orElseGet(() -> providers.single(EmbeddingModelProvider.class));
        return Providers.create(provider, Settings.empty());
    }

    private List<Document> documents(Titles titles) {
        List<Document> documents = new ArrayList<>();
        for (TestCollection.Entry entry : collection.entries()) {
            boolean titled = !entry.title().isBlank();
            String text = titled && titles == Titles.BODY ? entry.title() + "\n\n" + entry.text() : entry.text();
            Metadata metadata = titled && titles == Titles.METADATA
                    ? Metadata.of(MetadataKeys.TITLE, entry.title())
                    : Metadata.empty();
            documents.add(Document.of(entry.id(), text, metadata));
        }
        return documents;
    }

    private Quality quality(Store store, Search search) {
        double ndcg = 0;
        double recall = 0;
        for (Map.Entry<String, Embedding> question : questions.entrySet()) {
            Map<String, Integer> grades = collection.gradesOf(question.getKey());
            // Best first, so a document first appears with its best node.
            String text = collection.questions().get(question.getKey());
            StoreQuery query = new StoreQuery(search.mode(), text, question.getValue(), nodes, null, search.fusion());
            List<String> ranking = store.search(query).stream()
                    .map(ScoredNode::node)
                    .map(node -> node.documentId())
                    .distinct()
                    .toList();
            ndcg += RankingQuality.ndcg(ranking, grades, 10);
            recall += RankingQuality.recall(ranking, grades, 100);
        }
        return new Quality(ndcg / questions.size(), recall / questions.size());
    }
}
