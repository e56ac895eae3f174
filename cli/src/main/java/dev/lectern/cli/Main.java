package dev.lectern.cli;

import dev.lectern.failure.LecternException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the command line. {@link ExitCode} says what the process ends with. */
@Command(
        name = "lectern",
        description = "Reads documents, indexes them and answers questions from them with sources.",
        mixinStandardHelpOptions = true,
        version = "lectern 0.1.0",
        subcommands = {
            IngestCommand.class,
            ReadCommand.class,
            FormatsCommand.class,
            StatusCommand.class,
            UpsertCommand.class,
            QueryCommand.class,
            DeleteCommand.class,
            ExportCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the work failed, 2 wrong use, 3 the sources hold no answer, 4 some documents failed.",
        })
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        int exitCode = run(in, out, err, args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** Runs a command without input and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(new StringReader(""), out, err, args);
    }

    /** Runs a command and returns its exit code. */
    static int run(Reader in, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new AskCommand(new BufferedReader(in)));
        line.addSubcommand(ServeCommand.spec());
        Listing.ALL.forEach(listing -> line.addSubcommand(listing.verb(), new ListCommand(listing)));
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::report)
                .execute(args);
    }

    /** Says in one line what failed; DEBUG logging shows where. */
    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        boolean wrongUse =
                failure instanceof IllegalArgumentException || failure instanceof UnsupportedOperationException;
        if (!wrongUse && !(failure instanceof LecternException)) {
            throw failure;
        }
        line.getErr().println("lectern: " + failure.getMessage());
        Logging.debug(failure);
        return wrongUse ? ExitCode.WRONG_USE : ExitCode.FAILED;
    }
}
