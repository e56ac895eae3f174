package dev.lectern.cli;

import dev.lectern.format.FileFormat;
import dev.lectern.format.FileType;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the formats of files that can be read, with the endings of names that stand for them, and counts them. */
@Command(
        name = "formats",
        description = "Lists the formats of files that can be read, and counts them.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the parser before call
final class FormatsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Set<String> endings = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        int formats = 0;
        for (FileFormatProvider provider : Providers.discovered().all(FileFormatProvider.class)) {
            FileFormat format = Providers.create(provider, Settings.empty());
            formats++;
            Set<String> own = new TreeSet<>();
            for (FileType type : format.types()) {
                types.add(type.mediaType());
                own.addAll(type.extensions());
            }
            endings.addAll(own);
            out.println(provider.name() + ": " + provider.description());
            if (!own.isEmpty()) {
                out.println("    ." + String.join(" .", own));
            }
            for (Option<?> option : provider.options()) {
                out.println("    " + option.name() + " (" + option.type() + "): " + option.meaning());
            }
        }
        out.println(formats + " formats with " + types.size() + " media types and " + endings.size()
                + " endings; text under any other name is read as it stands.");
        return ExitCode.DONE;
    }
}
