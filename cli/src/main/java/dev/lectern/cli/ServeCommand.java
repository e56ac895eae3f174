package dev.lectern.cli;

import dev.lectern.server.RetrievalPluginServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Serves the ChatGPT Retrieval Plugin API until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Serves the ChatGPT Retrieval Plugin API over an index that is kept, until Ctrl-C or SIGTERM;"
                    + " what was accepted until then is ended.",
            "The console shows the address and, if one was made here, the token."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "What is not given here comes from the environment, else from the file of --config. An option is the variable"
                    + " LECTERN_SERVE_NAME; BEARER_TOKEN, DATASTORE and PORT work too.",
            "Exit codes: 130 after Ctrl-C, 143 after SIGTERM, 1 it could not start, 2 wrong use."
        })
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class ServeCommand implements Callable<Integer> {

    /** An option of the server whose name means the directory here, as for all commands. */
    private static final String STORE = "store";

    private static final Set<String> SECRETS = Set.of("token", "tokens", "tls-password");

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "The directory of the index; lectern-store unless given.")
    private @Nullable Path store;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A file of options: properties, or JSON where its name ends so.")
    private @Nullable Path config;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token that allows everything; else the variable BEARER_TOKEN has it.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Sets an option by name, also those of the parts: store=NAME, store.OPTION,"
                    + " embedding-model.OPTION, reader.OPTION.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--verbose", description = "Logs each request, without its content, to standard error.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    /** Returns the command, with the server's own options beside those above. */
    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new ServeCommand());
        for (dev.lectern.spi.Option<?> option : RetrievalPluginServer.options()) {
            if (!option.name().equals(STORE)) {
                spec.addOption(flag(option));
            }
        }
        return spec;
    }

    private static OptionSpec flag(dev.lectern.spi.Option<?> option) {
        boolean isSwitch = option.type().equals("true or false");
        String type = option.type();
        String meaning = option.meaning() + (option.defaultText().isEmpty() ? "" : "; default " + option.defaultText());
        if (SECRETS.contains(option.name())) {
            meaning += "; others see it among the processes here, so rather by the environment or a file";
        }
        return OptionSpec.builder("--" + option.name())
                .type(String.class)
                .arity(isSwitch ? "0..1" : "1")
                .fallbackValue(isSwitch ? "true" : "")
                .paramLabel(
                        isSwitch
                                ? "true|false"
                                : type.contains("|")
                                        ? type
                                        : type.toUpperCase(Locale.ROOT).replace(' ', '-'))
                .description(meaning.replace("%", "%%") + ".")
                .build();
    }

    @Override
    public Integer call() {
        if (verbose) {
            Logging.beVerbose();
        }
        PrintWriter out = spec.commandLine().getOut();
        try (RetrievalPluginServer server = RetrievalPluginServer.of(flags(), System.getenv())) {
            server.start();
            Thread stop = new Thread(server::stop, "lectern-stop");
            Runtime.getRuntime().addShutdownHook(stop); // Ctrl-C and SIGTERM end the process only after it
            out.println("Listening at " + server.uri());
            server.generatedToken().ifPresent(token -> out.println("Token " + token));
            out.flush();
            await(stop);
        }
        return ExitCode.DONE;
    }

    /** Waits until this thread is interrupted; a signal ends the process while it waits. */
    private static void await(Thread stop) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(options);
        ParseResult parsed = spec.commandLine().getParseResult();
        for (dev.lectern.spi.Option<?> option : RetrievalPluginServer.options()) {
            String flag = "--" + option.name();
            if (!option.name().equals(STORE) && parsed.hasMatchedOption(flag)) {
                set(flags, option.name(), parsed.matchedOptionValue(flag, ""));
            }
        }
        if (store != null) {
            flags.putIfAbsent(STORE, "lucene"); // also where the environment names another
            set(flags, "store.path", store.toString());
        }
        if (tokenFile != null) {
            set(flags, "token", TokenFile.read(tokenFile));
        }
        if (config != null) {
            set(flags, "config", config.toString());
        }
        return flags;
    }

    /** The message has no value: it may be a secret. */
    private static void set(Map<String, String> flags, String name, String value) {
        if (flags.put(name, value) != null) {
            throw new IllegalArgumentException("option must be set once, got twice: " + name);
        }
    }
}
