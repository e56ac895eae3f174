package dev.lectern.cli;

import dev.lectern.document.Document;
import dev.lectern.document.Section;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.Reader;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a reader makes of a source: each document with its metadata and its text, and what could not be read. */
@Command(
        name = "read",
        description = "Prints the documents of a source as its reader sees them: id, metadata, text.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class ReadCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SOURCE", description = "A file, a folder, an address, or reader:source.")
    private String source;

    @Option(names = "--sections", description = "Also prints each section: its characters and what holds there.")
    private boolean sections;

    @Mixin
    private ReadingOptions reading;

    @Spec
    private CommandSpec spec;

    private int failures;
    private int documents;

    @Override
    public Integer call() {
        reading.beginLogging();
        Providers providers = Providers.discovered();
        ReaderProvider provider = providers.readerFor(source);
        Map<String, Settings> settings = reading.readerSettings(false);
        Settings own = settings.getOrDefault(provider.name(), Settings.empty());
        try (Reader reader =
                Providers.create(provider, own.toBuilder().others(settings).build())) {
            reader.read(provider.withoutName(source), new Printing());
        }
        if (failures == 0) {
            return ExitCode.DONE;
        }
        return documents == 0 ? ExitCode.FAILED : ExitCode.INCOMPLETE;
    }

    private void print(Document document) {
        PrintWriter out = spec.commandLine().getOut();
        if (documents++ > 0) {
            out.println();
        }
        out.println("# " + document.id());
        document.metadata().asMap().forEach((key, value) -> out.println(key + ": " + value));
        if (sections) {
            for (Section section : document.sections()) {
                out.println("section " + section.span().start() + "-"
                        + section.span().end() + ": " + section.metadata().asMap());
            }
        }
        out.println();
        out.println(document.text());
    }

    /** Prints documents as they come. */
    private final class Printing implements DocumentSink {

        @Override
        public void document(Document document) {
            print(document);
        }

        @Override
        public void failure(ReadFailure failure) {
            failures++;
            spec.commandLine().getErr().println("lectern: " + failure);
        }

        @Override
        public void skipped(ReadSkip skip) {
            spec.commandLine().getErr().println("lectern: left out " + skip);
        }
    }
}
