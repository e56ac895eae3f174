package dev.lectern.cli;

import dev.lectern.Lectern;
import dev.lectern.ingest.IngestReport;
import dev.lectern.query.QueryOptions;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.store.Fusion;
import dev.lectern.store.SearchMode;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a question from sources it reads, from an index that is kept, or both. */
@Command(
        name = "ask",
        description = "Answers a question with sources: from what it reads, from an index that is kept, or both.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class AskCommand implements Callable<Integer> {

    @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
    private String question;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description =
                    "A folder, a file, an address, or reader:source; may be given several times. Needed unless --store is given.")
    private List<String> sources = List.of();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "COMPACT",
            description = "How the answer is made: ${COMPLETION-CANDIDATES}.")
    private ResponseMode mode;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            defaultValue = "" + RetrieverOptions.DEFAULT_TOP_K,
            description = "How many nodes the answer is made of at most.")
    private int topK;

    @Option(
            names = "--search",
            paramLabel = "MODE",
            description =
                    "By what nodes are found: ${COMPLETION-CANDIDATES}; unless given the best the store has, HYBRID in memory.")
    private @Nullable SearchMode search;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "retriever",
            description = "How the question is answered: retriever, citation, router, sub-question;"
                    + " 'lectern query-engines' lists them.")
    private String engine;

    @Option(
            names = "--postprocessor",
            paramLabel = "NAME",
            showDefaultValue = Help.Visibility.NEVER,
            description = "Changes what was found before the answer is made; may be given several times, in order;"
                    + " 'lectern postprocessors' lists them.")
    private List<String> postprocessors = List.of();

    @Option(
            names = {"--model", "--language-model"},
            paramLabel = "NAME",
            description = "What answers: a name that 'lectern language-models' lists, or else a model of the service at"
                    + " --base-url; unless given that service, and without it extractive.")
    private @Nullable String model;

    @Option(names = "--stream", description = "Prints the answer while it is made.")
    private boolean stream;

    @Option(
            names = "--explain",
            description = "Prints the sources and the model calls that an answer would take, and asks no model.")
    private boolean explain;

    @Option(names = "--json", description = "Prints the response as JSON.")
    private boolean json;

    @Option(names = "--show-context", description = "Prints the text of each source as well.")
    private boolean showContext;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (sources.isEmpty() && common.store() == null) {
            throw new ParameterException(
                    spec.commandLine(), "--from SOURCE or --store DIR must be given, or both, got: neither");
        }
        if (json && (stream || explain)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--json must stand alone, got: --json with " + (stream ? "--stream" : "--explain"));
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.onTerminal();
                Lectern lectern = open(progress)) {
            List<IngestReport> reports = new ArrayList<>();
            sources.forEach(source -> reports.add(lectern.ingest(source)));
            progress.takeDown();
            reports.forEach(
                    report -> report.failures().forEach(failure -> err.println("lectern: " + failure.reason())));
            if (explain) {
                ExplanationText.write(lectern.queryEngine().explain(Query.of(question)), out);
                return ExitCode.DONE;
            }
            Response response = stream
                    ? lectern.queryEngine().stream(Query.of(question), new StreamedText(out))
                    : lectern.ask(question);
            if (json) {
                ResponseJson.write(question, response, reports, out);
            } else if (stream) {
                ResponseText.writeSources(response, showContext, out);
            } else {
                ResponseText.write(response, showContext, out);
            }
            return response.status() == ResponseStatus.NO_CONTEXT || response.status() == ResponseStatus.NO_ANSWER
                    ? ExitCode.NO_ANSWER
                    : ExitCode.DONE;
        }
    }

    private Lectern open(Progress progress) {
        return common.open(progress, sources.size() > 1, sources.isEmpty(), model)
                .queryEngine(engine)
                .postprocessors(postprocessors)
                .queryOptions(answers -> QueryOptions.of(ResponseSynthesizer.of(mode, answers))
                        .withRetriever(new RetrieverOptions(topK, search, Fusion.reciprocalRank())))
                .build();
    }
}
