package dev.lectern.cli;

import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes documents on a plugin server. */
@Command(
        name = "delete",
        description = "Deletes documents on a server of the ChatGPT Retrieval Plugin API, which does not say how many.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class DeleteCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private What what;

    @Mixin
    private EndpointOptions endpoint;

    @Spec
    private CommandSpec spec;

    /** One of these. */
    private static final class What {

        @Option(names = "--id", paramLabel = "ID", description = "A document; may be given several times.")
        private List<String> ids = List.of();

        @Option(
                names = "--filter",
                paramLabel = "KEY=VALUE",
                description = "Documents that meet a condition, or all of several: " + FilterOption.KEYS
                        + "; dates are inclusive and in UTC, a day without time is all of it.")
        private Map<String, String> conditions = new LinkedHashMap<>();

        @Option(names = "--all", description = "Everything the server has.")
        private boolean all;
    }

    @Override
    public Integer call() {
        RetrievalPluginClient client = endpoint.client();
        if (what.all) {
            client.deleteAll();
        } else if (what.conditions.isEmpty()) {
            client.deleteDocuments(what.ids);
        } else {
            client.delete(FilterOption.parse(what.conditions));
        }
        spec.commandLine().getOut().println(client.endpoint() + ": deleted");
        return ExitCode.DONE;
    }
}
