package dev.lectern.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The sources of a command that does nothing but read: as arguments, or by the option that other commands take. */
final class SourceArguments {

    @Parameters(paramLabel = "SOURCE", arity = "0..*", description = "A folder, a file, an address, or reader:source.")
    private List<String> arguments = List.of();

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "The same as SOURCE; may be given several times, after those without it.")
    private List<String> options = List.of();

    /**
     * Returns all sources, arguments first.
     *
     * @throws ParameterException if there is none
     */
    List<String> required(CommandSpec spec) {
        List<String> sources = new ArrayList<>(arguments);
        sources.addAll(options);
        if (sources.isEmpty()) {
            CommandLine command = spec.commandLine();
            throw new ParameterException(command, "SOURCE must be given once or more, got: nothing");
        }
        return sources;
    }
}
