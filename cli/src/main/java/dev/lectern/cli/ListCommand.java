package dev.lectern.cli;

import dev.lectern.spi.Option;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the providers of one SPI with their options. */
@Command(description = "Lists what is on the class path, with options.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    private final Listing listing;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before call
    private CommandSpec spec;

    ListCommand(Listing listing) {
        this.listing = listing;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Provider<?> provider : Providers.discovered().all(listing.kind())) {
            out.println(provider.name() + ": " + provider.description());
            provider.options().forEach(option -> print(option, out));
        }
        return ExitCode.DONE;
    }

    private static void print(Option<?> option, PrintWriter out) {
        String value = option.defaultText().isEmpty() ? "" : ", default " + option.defaultText();
        out.println("    " + option.name() + " (" + option.type() + value + "): " + option.meaning());
    }
}
