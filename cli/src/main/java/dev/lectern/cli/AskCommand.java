package dev.lectern.cli;

import dev.lectern.Lectern;
import dev.lectern.failure.LecternException;
import dev.lectern.ingest.IngestReport;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.store.Fusion;
import dev.lectern.store.SearchMode;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Answers questions from sources it reads, from an index that is kept, or both. */
@Command(
        name = "ask",
        description = {
            "Answers a question with sources: from what it reads, from an index that is kept, or both.",
            "Without QUESTION it reads questions from standard input, one per line, and answers each. With --engine condense"
                    + " and a model at --base-url each may follow up those before."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class AskCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "QUESTION",
            arity = "0..1",
            description = "The question, in quotes; unless given, questions come from standard input.")
    private @Nullable String question;

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
            description = "How the question is answered: retriever, citation, router, sub-question, condense;"
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
            description = "Prints the sources and the model calls that an answer would take, and makes no answer.")
    private boolean explain;

    @Option(names = "--json", description = "Prints the response as JSON.")
    private boolean json;

    @Option(names = "--show-context", description = "Prints the text of each source as well.")
    private boolean showContext;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final BufferedReader input;

    /**
     * Makes the command.
     *
     * @param input where questions come from when none is given
     */
    AskCommand(BufferedReader input) {
        this.input = input;
    }

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
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.onTerminal();
                Lectern lectern = open(progress)) {
            List<IngestReport> reports = new ArrayList<>();
            sources.forEach(source -> reports.add(lectern.ingest(source)));
            progress.takeDown();
            reports.forEach(report -> {
                report.failures().forEach(failure -> err.println("lectern: " + failure.reason()));
                SkipText.write(report.skips(), err);
            });
            Conversation conversation = new Conversation(lectern.queryEngine());
            return question != null ? answer(question, conversation, reports) : answerAll(conversation, reports);
        }
    }

    /** Answers line by line; a question that fails does not end the others. */
    private int answerAll(Conversation conversation, List<IngestReport> reports) {
        int exitCode = ExitCode.DONE;
        int read = 0;
        for (String line = next(); line != null; line = next()) {
            if (line.isBlank()) {
                continue;
            }
            read++;
            try {
                int one = answer(line.strip(), conversation, reports);
                exitCode = exitCode == ExitCode.DONE ? one : exitCode;
            } catch (LecternException e) {
                spec.commandLine().getErr().println("lectern: " + e.getMessage());
                Logging.debug(e);
                exitCode = ExitCode.FAILED;
            }
            spec.commandLine().getOut().println();
        }
        if (read == 0) {
            throw new ParameterException(
                    spec.commandLine(), "QUESTION must be given, or lines on standard input, got: neither");
        }
        return exitCode;
    }

    private @Nullable String next() {
        try {
            if (Progress.isOnTerminal()) {
                spec.commandLine().getErr().print("> ");
                spec.commandLine().getErr().flush();
            }
            return input.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from standard input failed", e);
        }
    }

    private int answer(String asked, Conversation conversation, List<IngestReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        QueryEngine answering = conversation.engine();
        if (explain) {
            ExplanationText.write(answering.explain(Query.of(asked)), out);
            return ExitCode.DONE;
        }
        Response response = stream ? answering.stream(Query.of(asked), new StreamedText(out)) : answering.query(asked);
        conversation.add(asked, response);
        if (json) {
            ResponseJson.write(asked, response, reports, out);
        } else if (stream) {
            ResponseText.writeSources(response, showContext, out);
        } else {
            ResponseText.write(response, showContext, out);
        }
        return response.status() == ResponseStatus.NO_CONTEXT || response.status() == ResponseStatus.NO_ANSWER
                ? ExitCode.NO_ANSWER
                : ExitCode.DONE;
    }

    private Lectern open(Progress progress) {
        return common.open(progress, sources.size() > 1, sources.isEmpty(), model)
                .queryEngine(engine)
                .postprocessors(postprocessors)
                .synthesizer(mode.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .queryOptions(answers -> QueryOptions.of(answers)
                        .withRetriever(new RetrieverOptions(topK, search, Fusion.reciprocalRank())))
                .build();
    }
}
