package dev.lectern.cli;

import dev.lectern.Lectern;
import dev.lectern.ingest.DocumentOutcome;
import dev.lectern.ingest.IngestListener;
import dev.lectern.ingest.IngestProgress;
import dev.lectern.ingest.IngestReport;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException;
import dev.lectern.store.retrieval.plugin.RetrievalPluginStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends what sources hold to a plugin server. */
@Command(
        name = "upsert",
        description =
                "Sends documents whole to a server of the ChatGPT Retrieval Plugin API, which splits and embeds them.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class UpsertCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SOURCE", arity = "1..*", description = "A folder, a file, an address, or reader:source.")
    private List<String> sources;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Mixin
    private EndpointOptions endpoint;

    @Mixin
    private ReadingOptions reading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        reading.beginLogging();
        List<IngestReport> reports = new ArrayList<>();
        try (RetrievalPluginStore store = RetrievalPluginStore.create(endpoint.client())) {
            try (Progress progress = Progress.onTerminal();
                    Lectern lectern = open(store, progress)) {
                sources.forEach(source -> reports.add(lectern.ingest(source)));
            }
            reports.forEach(report -> report.failures()
                    .forEach(failure -> spec.commandLine().getErr().println("lectern: " + failure.reason())));
            if (json) {
                SentReport.writeJson(reports, store.report(), out);
            } else {
                SentReport.writeText(sources, reports, store.report(), out);
            }
        }
        boolean failed = reports.stream().anyMatch(report -> !report.failures().isEmpty());
        return failed ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }

    private Lectern open(RetrievalPluginStore store, Progress progress) {
        Lectern.Builder builder = Lectern.builder()
                .store(store)
                .index("retrieval-plugin")
                .failurePolicy(reading.failurePolicy())
                .listener(new UntilRefused(progress));
        reading.readerSettings(true).forEach(builder::settings);
        return builder.build();
    }

    /** Ends the run where no other document can fare better: the server is not there, or does not want us. */
    private record UntilRefused(IngestListener progress) implements IngestListener {

        @Override
        public void outcome(DocumentOutcome outcome) {
            if (outcome.cause() instanceof RetrievalPluginException failure
                    && (failure.fault() == RetrievalPluginException.Fault.UNREACHABLE
                            || failure.fault() == RetrievalPluginException.Fault.UNTRUSTED
                            || failure.fault() == RetrievalPluginException.Fault.AUTHENTICATION)) {
                throw failure;
            }
        }

        @Override
        public void progress(IngestProgress made) {
            progress.progress(made);
        }
    }
}
