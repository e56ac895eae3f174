package dev.lectern.benchmarks;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.Quote;
import dev.lectern.query.QueryOptions;
import dev.lectern.readers.file.FileReader;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Measures whether answers are right and cite the right place, and whether questions without an answer are left open, by the whole route
 * with its defaults.
 *
 * <p>Arguments: {@code --folder} (needed; documents, or a test collection in the form of BEIR whose questions have answers),
 * {@code --questions} (a list for a folder of documents, see {@link AskedQuestion#read}; a collection has its own), {@code --model} (the
 * name of an embedding model's provider; the only one without), {@code --nodes} (how many are retrieved, 5), {@code --remember}
 * ({@code yes} embeds equal sentences once: quicker, but times say nothing then), {@code --verbose} ({@code no}, {@code yes} prints each
 * failure, {@code all} each answer).
 */
public final class AnswerQualityBench {

    private final Map<String, Document> documents = new LinkedHashMap<>();
    private final List<AskedQuestion> questions;
    private final PrintStream out;
    private final String verbose;

    private AnswerQualityBench(List<AskedQuestion> questions, PrintStream out, String verbose) {
        this.questions = questions;
        this.out = out;
        this.verbose = verbose;
    }

    /**
     * What became of the questions.
     *
     * @param answerable questions with an answer in the documents
     * @param right of these, how many answers say it
     * @param cited of these, how many answers quote it from the place where it stands
     * @param leftOpen of these, how many were left open
     * @param open questions without an answer in the documents
     * @param falseAnswers of these, how many were answered
     */
    record Figures(int answerable, int right, int cited, int leftOpen, int open, int falseAnswers) {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        run(System.out, Providers.discovered(), args);
    }

    /** Runs the benchmark and prints to {@code out}; returns what it prints. */
    static Figures run(PrintStream out, Providers providers, String... args) throws IOException {
        Arguments arguments = Arguments.parse(args, "folder", "questions", "model", "nodes", "remember", "verbose");
        Path folder = Path.of(arguments
                .text("folder")
                .orElseThrow(() -> new IllegalArgumentException("--folder must be given, got: none")));
        boolean remember = arguments.text("remember").filter("yes"::equals).isPresent();
        try (EmbeddingModel made = model(providers, arguments)) {
            EmbeddingModel model = remember ? new RememberingModel(made) : made;
            try (Lectern lectern = Lectern.builder()
                    .providers(providers)
                    .embeddingModel(model)
                    .queryOptions(answers -> QueryOptions.of(answers)
                            .withSimilarityTopK(arguments.count("nodes", RetrieverOptions.DEFAULT_TOP_K)))
                    .build()) {
                Optional<Path> list = arguments.text("questions").map(Path::of);
                String verbose = arguments.text("verbose").orElse("no");
                AnswerQualityBench bench = list.isPresent()
                        ? ofFolder(lectern, folder, AskedQuestion.read(list.get()), out, verbose)
                        : ofCollection(lectern, TestCollection.read(folder), out, verbose);
                Machine.describe(
                        out,
                        "AnswerQualityBench",
                        bench.documents.size() + " documents, " + bench.questions.size() + " questions of " + folder
                                + ", model " + model.name());
                return bench.ask(lectern);
            }
        }
    }

    private static EmbeddingModel model(Providers providers, Arguments arguments) {
        EmbeddingModelProvider provider = arguments
                .text("model")
                .map(name -> providers.get(EmbeddingModelProvider.class, name))
                .orElseGet(() -> providers.single(EmbeddingModelProvider.class));
        return Providers.create(provider, Settings.empty());
    }

    /** Documents are read twice, so that quotes are compared with the text and not with what was stored of it. */
    private static AnswerQualityBench ofFolder(
            Lectern lectern, Path folder, List<AskedQuestion> questions, PrintStream out, String verbose) {
        AnswerQualityBench bench = new AnswerQualityBench(questions, out, verbose);
        lectern.ingest(folder.toString());
        FileReader.create().load(folder.toString()).forEach(document -> bench.documents.put(document.id(), document));
        return bench;
    }

    private static AnswerQualityBench ofCollection(
            Lectern lectern, TestCollection collection, PrintStream out, String verbose) {
        AnswerQualityBench bench = new AnswerQualityBench(AskedQuestion.of(collection), out, verbose);
        for (TestCollection.Entry entry : collection.entries()) {
            Metadata metadata =
                    entry.title().isBlank() ? Metadata.empty() : Metadata.of(MetadataKeys.TITLE, entry.title());
            bench.documents.put(entry.id(), Document.of(entry.id(), entry.text(), metadata));
        }
        lectern.index().ingest(List.copyOf(bench.documents.values()));
        return bench;
    }

    private Figures ask(Lectern lectern) {
        List<Outcome> outcomes = new ArrayList<>();
        for (AskedQuestion question : questions) {
            long start = System.nanoTime();
            Response response = lectern.ask(question.query());
            Outcome outcome = new Outcome(question, response, System.nanoTime() - start);
            requireWordForWord(response);
            if (verbose.equals("all") || (verbose.equals("yes") && !outcome.isGood())) {
                print(outcome);
            }
            outcomes.add(outcome);
        }
        return sumUp(outcomes);
    }

    private void requireWordForWord(Response response) {
        for (Quote quote : response.quotes()) {
            String quoted = quote.answerSpan().of(response.text());
            String original =
                    quote.documentSpan().of(document(quote.documentId()).text());
            if (!quoted.equals(AskedQuestion.fold(original))) {
                throw new IllegalStateException("quote must be the text at " + quote.documentSpan() + " of "
                        + quote.documentId() + ", got: " + quoted);
            }
        }
    }

    private Document document(String id) {
        return Objects.requireNonNull(documents.get(id), id);
    }

    private void print(Outcome outcome) {
        boolean answerable = outcome.question().hasAnswer();
        String verdict = outcome.isGood() ? "GOOD" : !outcome.isAnswered() ? "OPEN" : answerable ? "WRONG" : "FALSE";
        out.printf("%-5s %s%n", verdict, outcome.question().query().text());
        outcome.question().parts().forEach(part -> out.println("      wanted: " + part.words()));
        out.println("      " + outcome.response().text().replace("\n\n", "\n      "));
    }

    private Figures sumUp(List<Outcome> outcomes) {
        List<Outcome> answerable = outcomes.stream()
                .filter(outcome -> outcome.question().hasAnswer())
                .toList();
        List<Outcome> open = outcomes.stream()
                .filter(outcome -> !outcome.question().hasAnswer())
                .toList();
        Figures figures = new Figures(
                answerable.size(),
                count(answerable, Outcome::isGood),
                count(answerable, outcome -> outcome.question().isCited(outcome.response(), this::document)),
                count(answerable, outcome -> !outcome.isAnswered()),
                open.size(),
                count(open, Outcome::isAnswered));
        print("right", figures.right(), figures.answerable());
        print("right, quoted from where it stands", figures.cited(), figures.answerable());
        print("left open although there is an answer", figures.leftOpen(), figures.answerable());
        print("answered although there is none", figures.falseAnswers(), figures.open());
        List<Outcome> answered = answerable.stream().filter(Outcome::isAnswered).toList();
        out.printf(
                Locale.ROOT,
                "%-40s %.2f sentences, %.0f characters%n",
                "an answer has",
                answered.stream()
                        .mapToInt(outcome -> outcome.response().quotes().size())
                        .average()
                        .orElse(0),
                answered.stream()
                        .mapToInt(outcome -> outcome.response().text().length())
                        .average()
                        .orElse(0));
        long[] nanos = outcomes.stream().mapToLong(Outcome::nanos).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "%-40s %.1f ms p50, %.1f ms p99%n",
                "a question takes",
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
        return figures;
    }

    private static int count(List<Outcome> outcomes, Predicate<Outcome> matches) {
        return (int) outcomes.stream().filter(matches).count();
    }

    private void print(String what, int count, int of) {
        if (of > 0) {
            out.printf(Locale.ROOT, "%-40s %d of %d (%.3f)%n", what, count, of, (double) count / of);
        }
    }

    private record Outcome(AskedQuestion question, Response response, long nanos) {

        boolean isAnswered() {
            return response.status() == ResponseStatus.ANSWERED;
        }

        boolean isGood() {
            return question.hasAnswer() ? isAnswered() && question.isRight(response) : !isAnswered();
        }
    }
}
