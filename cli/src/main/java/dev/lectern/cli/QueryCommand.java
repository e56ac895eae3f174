package dev.lectern.cli;

import dev.lectern.store.retrieval.plugin.PluginQuery;
import dev.lectern.store.retrieval.plugin.PluginResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a plugin server what it finds for a question. */
@Command(
        name = "query",
        description =
                "Shows what a server of the ChatGPT Retrieval Plugin API finds for a question; makes no answer of it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class QueryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "QUESTION", description = "The question, in quotes.")
    private String question;

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "How many texts at most; the server decides unless given.")
    private @Nullable Integer topK;

    @Option(
            names = "--filter",
            paramLabel = "KEY=VALUE",
            description = "A condition on what is found, may be given several times: " + FilterOption.KEYS
                    + "; dates are inclusive and in UTC, a day without time is all of it.")
    private Map<String, String> conditions = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private EndpointOptions endpoint;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PluginQuery query = new PluginQuery(question, topK, FilterOption.parse(conditions));
        PluginResult result = endpoint.client().query(query);
        if (json) {
            FoundTexts.writeJson(result, out);
        } else {
            FoundTexts.write(result, out);
        }
        return result.chunks().isEmpty() ? ExitCode.NO_ANSWER : ExitCode.DONE;
    }
}
