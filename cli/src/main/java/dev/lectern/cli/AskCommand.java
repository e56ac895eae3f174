package dev.lectern.cli;

import dev.lectern.Lectern;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.ingest.IngestReport;
import dev.lectern.query.QueryOptions;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.spi.Settings;
import dev.lectern.store.Fusion;
import dev.lectern.store.SearchMode;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads sources, indexes them in memory, and answers a question. */
@Command(
        name = "ask",
        description = "Reads sources, indexes them in memory, and answers a question with sources.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class AskCommand implements Callable<Integer> {

    @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
    private String question;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            required = true,
            description = "A folder, a file, an address, or reader:source; may be given several times.")
    private List<String> sources;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "COMPACT",
            description = "How the answer is made; today there is COMPACT.")
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

    @Option(names = "--index", paramLabel = "NAME", defaultValue = "vector", description = "How nodes are chosen.")
    private String index;

    @Option(
            names = "--language-model",
            paramLabel = "NAME",
            defaultValue = "extractive",
            description = "What answers; 'lectern language-models' lists what there is.")
    private String languageModel;

    @Option(
            names = "--set",
            paramLabel = "NAME.OPTION=VALUE",
            showDefaultValue = Help.Visibility.NEVER,
            description =
                    "Sets an option of a reader, model, store or index; 'lectern readers' and its like list them.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints the response as JSON.")
    private boolean json;

    @Option(names = "--show-context", description = "Prints the text of each source as well.")
    private boolean showContext;

    @Option(names = "--fail-fast", description = "Stops at the first document that cannot be read.")
    private boolean failFast;

    @Option(names = "--verbose", description = "Logs ids, sizes and timings of each station to standard error.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (verbose) {
            Logging.beVerbose();
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = Progress.onTerminal();
                Lectern lectern = open(progress)) {
            List<IngestReport> reports = new ArrayList<>();
            sources.forEach(source -> reports.add(lectern.ingest(source)));
            progress.takeDown();
            Response response = lectern.ask(question);
            reports.forEach(
                    report -> report.failures().forEach(failure -> err.println("lectern: " + failure.reason())));
            if (json) {
                ResponseJson.write(question, response, reports, out);
            } else {
                ResponseText.write(response, showContext, out);
            }
            return response.status() == ResponseStatus.NO_CONTEXT || response.status() == ResponseStatus.NO_ANSWER
                    ? ExitCode.NO_ANSWER
                    : ExitCode.DONE;
        }
    }

    private Lectern open(Progress progress) {
        Lectern.Builder builder = Lectern.builder()
                .languageModel(languageModel)
                .index(index)
                .failurePolicy(failFast ? FailurePolicy.FAIL_FAST : FailurePolicy.COLLECT)
                .listener(progress)
                .queryOptions(model -> QueryOptions.of(ResponseSynthesizer.of(mode, model))
                        .withRetriever(new RetrieverOptions(topK, search, Fusion.reciprocalRank())));
        providerSettings().forEach((provider, settings) -> builder.settings(provider, settings.build()));
        return builder.build();
    }

    private Map<String, Settings.Builder> providerSettings() {
        Map<String, String> given = new LinkedHashMap<>(options);
        if (sources.size() > 1) {
            given.putIfAbsent("file.document-ids", "uri"); // two folders may hold files of equal relative path
        }
        Map<String, Settings.Builder> settings = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException("--set must be NAME.OPTION=VALUE, got: " + key + "=" + value);
            }
            settings.computeIfAbsent(key.substring(0, dot), name -> Settings.builder())
                    .set(key.substring(dot + 1), value);
        });
        return settings;
    }
}
