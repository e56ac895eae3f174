package dev.lectern.cli;

import dev.lectern.reader.Reader;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.retrieval.plugin.ExportOptions;
import dev.lectern.store.retrieval.plugin.ExportReport;
import dev.lectern.store.retrieval.plugin.RetrievalPluginExport;
import dev.lectern.store.retrieval.plugin.UpsertFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what sources hold as files that the retrieval plugin takes. */
@Command(
        name = "export",
        description = "Writes documents as a file that the scripts of the ChatGPT Retrieval Plugin take.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private SourceArguments from;

    @Option(
            names = {"--to", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The file; one that is there is replaced at the end.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES}; unless given the file's name decides by its end, .json, .jsonl or .zip.")
    private @Nullable UpsertFormat format;

    @Mixin
    private ReadingOptions reading;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        reading.beginLogging();
        List<String> sources = from.required(spec);
        ExportOptions options = new ExportOptions(
                reading.failurePolicy(), ExportOptions.defaults().unknownSource());
        Providers providers = Providers.discovered();
        Map<String, Settings> settings = reading.readerSettings(sources.size() > 1);
        ExportReport report;
        try (RetrievalPluginExport export = RetrievalPluginExport.to(file, format(), options)) {
            for (String source : sources) {
                ReaderProvider provider = providers.readerFor(source);
                Settings own = settings.getOrDefault(provider.name(), Settings.empty());
                try (Reader reader = Providers.create(
                        provider, own.toBuilder().others(settings).build())) {
                    reader.read(provider.withoutName(source), export);
                }
            }
            report = export.finish();
        }
        report.failures().forEach(failure -> spec.commandLine().getErr().println("lectern: " + failure));
        SkipText.write(report.skips(), spec.commandLine().getErr());
        SentReport.writeText(report, file.toString(), spec.commandLine().getOut());
        return report.failures().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    private UpsertFormat format() {
        if (format != null) {
            return format;
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return UpsertFormat.JSON;
        } else if (name.endsWith(".jsonl")) {
            return UpsertFormat.JSON_LINES;
        } else if (name.endsWith(".zip")) {
            return UpsertFormat.ZIP;
        }
        throw new IllegalArgumentException(
                "--to must end in .json, .jsonl or .zip unless --format is given, got: " + file);
    }
}
