package dev.lectern.cli;

import dev.lectern.Lectern;
import dev.lectern.embed.cache.CacheReport;
import dev.lectern.ingest.IngestReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads sources into an index that is kept. */
@Command(
        name = "ingest",
        description = "Reads sources into an index that is kept; what is there unchanged is left alone.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class IngestCommand implements Callable<Integer> {

    @Mixin
    private SourceArguments from;

    @Option(
            names = "--sync",
            description = "Also removes documents of these sources that the sources no longer hold;"
                    + " nothing is removed from a source of which something that may be there could not be read.")
    private boolean sync;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (common.store() == null) {
            throw new ParameterException(
                    spec.commandLine(), "--store DIR must be given, got: nothing; 'lectern ask --from' needs none");
        }
        List<String> sources = from.required(spec);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<IngestReport> reports = new ArrayList<>();
        Optional<CacheReport> cache;
        try (Progress progress = Progress.onTerminal();
                Lectern lectern =
                        common.open(progress, sources.size() > 1, false).build()) {
            for (String source : sources) {
                reports.add(sync ? lectern.sync(source) : lectern.ingest(source));
            }
            cache = lectern.embeddingCacheReport();
        }
        reports.forEach(report -> {
            report.failures().forEach(failure -> err.println("lectern: " + failure.reason()));
            SkipText.write(report.skips(), err);
        });
        if (json) {
            IngestJson.write(reports, cache, out);
        } else {
            for (int i = 0; i < sources.size(); i++) {
                out.println(sources.get(i) + ": " + reports.get(i));
            }
            cache.ifPresent(report -> out.println("embedding cache: " + report));
        }
        boolean failed = reports.stream().anyMatch(report -> !report.failures().isEmpty());
        return failed ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }
}
