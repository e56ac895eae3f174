package dev.lectern.cli;

import dev.lectern.failure.FailurePolicy;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** What all commands take that read sources. */
final class ReadingOptions {

    @Option(
            names = "--set",
            paramLabel = "NAME.OPTION=VALUE",
            showDefaultValue = Help.Visibility.NEVER,
            description =
                    "Sets an option of a part that the command uses, as a reader, model, store, index, synthesizer (the mode's name, as in"
                            + " compact.overflow=tree), query engine or postprocessor; 'lectern readers' and its like list them.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--fail-fast", description = "Stops at the first document that cannot be read.")
    private boolean failFast;

    @Option(names = "--verbose", description = "Logs ids, sizes and timings of each station to standard error.")
    private boolean verbose;

    /** Logs more from now on, if that was asked for. */
    void beginLogging() {
        if (verbose) {
            Logging.beVerbose();
        }
    }

    FailurePolicy failurePolicy() {
        return failFast ? FailurePolicy.FAIL_FAST : FailurePolicy.COLLECT;
    }

    /**
     * Returns the options of readers by the name of their provider, for a command that only reads.
     *
     * @param uriIds as in {@link #settings(Map, boolean)}
     * @throws IllegalArgumentException if an option is no reader's (message names the nearest)
     */
    Map<String, Settings> readerSettings(boolean uriIds) {
        Map<String, Settings> settings = settings(Map.of(), uriIds);
        List<ReaderProvider> readers = Providers.discovered().all(ReaderProvider.class);
        Providers.requireRead(
                "the name of settings",
                settings.keySet(),
                readers.stream().map(ReaderProvider::name).toList());
        for (ReaderProvider reader : readers) {
            Providers.requireOptions(reader, settings.getOrDefault(reader.name(), Settings.empty()));
        }
        return settings;
    }

    /**
     * Returns the options by the name of their provider.
     *
     * @param fixed options that others of this command decide; they win
     * @param uriIds whether a file's id is its whole path, since documents of several sources come together, whose relative paths may be
     *     equal
     */
    Map<String, Settings> settings(Map<String, String> fixed, boolean uriIds) {
        Map<String, String> given = new LinkedHashMap<>(options);
        if (uriIds) {
            given.putIfAbsent("file.document-ids", "uri");
        }
        given.putAll(fixed);
        Map<String, Settings.Builder> byProvider = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException("--set must be NAME.OPTION=VALUE, got: " + key + "=" + value);
            }
            byProvider
                    .computeIfAbsent(key.substring(0, dot), name -> Settings.builder())
                    .set(key.substring(dot + 1), value);
        });
        Map<String, Settings> settings = new LinkedHashMap<>();
        byProvider.forEach((provider, builder) -> settings.put(provider, builder.build()));
        return settings;
    }
}
