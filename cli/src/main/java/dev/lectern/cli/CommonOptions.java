package dev.lectern.cli;

import dev.lectern.Lectern;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.spi.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** What all commands take that read sources or answer questions. */
final class CommonOptions {

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "The directory of an index that is kept; unless given the index is in memory and gone afterwards.")
    private @Nullable Path store;

    @Option(names = "--index", paramLabel = "NAME", defaultValue = "vector", description = "How nodes are chosen.")
    private String index = "vector";

    @Option(
            names = "--set",
            paramLabel = "NAME.OPTION=VALUE",
            showDefaultValue = Help.Visibility.NEVER,
            description =
                    "Sets an option of a reader, model, store or index; 'lectern readers' and its like list them.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--fail-fast", description = "Stops at the first document that cannot be read.")
    private boolean failFast;

    @Option(names = "--verbose", description = "Logs ids, sizes and timings of each station to standard error.")
    private boolean verbose;

    /** Returns the directory of the index, or null for one in memory. */
    @Nullable
    Path store() {
        return store;
    }

    /**
     * Starts a Lectern with these options.
     *
     * @param several whether documents of several sources come together, whose relative paths may be equal
     * @param readOnly whether a kept index is only asked, so that another process may write to it
     */
    Lectern.Builder open(Progress progress, boolean several, boolean readOnly) {
        if (verbose) {
            Logging.beVerbose();
        }
        Map<String, String> given = new LinkedHashMap<>(options);
        if (several || store != null) {
            given.putIfAbsent("file.document-ids", "uri");
        }
        Lectern.Builder builder = Lectern.builder()
                .index(index)
                .failurePolicy(failFast ? FailurePolicy.FAIL_FAST : FailurePolicy.COLLECT)
                .listener(progress);
        if (store != null) {
            builder.store("lucene");
            given.put("lucene.path", store.toString());
            given.put("lucene.read-only", Boolean.toString(readOnly));
        }
        byProvider(given).forEach((provider, settings) -> builder.settings(provider, settings.build()));
        return builder;
    }

    private static Map<String, Settings.Builder> byProvider(Map<String, String> given) {
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
