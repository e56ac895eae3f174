package dev.lectern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lectern.store.lucene.LuceneStore;
import dev.lectern.store.lucene.StoreStatus;
import dev.lectern.store.lucene.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what an index that is kept holds, and on request whether it is sound. */
@Command(
        name = "status",
        description = "Says what an index holds; beside a process that writes to it as well.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by the parser before call
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--store", paramLabel = "DIR", required = true, description = "The directory of the index.")
    private Path store;

    @Option(
            names = "--verify",
            description = "Reads all of it and names what is broken; nobody may write to it meanwhile.")
    private boolean verify;

    @Option(names = "--compact", description = "First rewrites it without what was replaced or deleted.")
    private boolean compact;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        VerifyReport found = verify ? LuceneStore.verify(store) : null;
        if (found != null && !found.isSound()) {
            found.faults().forEach(fault -> spec.commandLine().getErr().println("lectern: " + fault));
            return ExitCode.FAILED;
        }
        StoreStatus status = status();
        if (json) {
            writeJson(status, found, out);
        } else {
            writeText(status, found, out);
        }
        return ExitCode.DONE;
    }

    private StoreStatus status() {
        if (compact) {
            LuceneStore.openReadOnly(store).close(); // so that a wrong path makes no store
            try (LuceneStore open = LuceneStore.open(store)) {
                open.compact();
            }
        }
        try (LuceneStore open = LuceneStore.openReadOnly(store)) {
            return open.status();
        }
    }

    private static void writeText(StoreStatus status, @Nullable VerifyReport found, PrintWriter out) {
        String model = status.model() == null ? "not known yet" : status.model();
        out.printf("Store      %s (format %d)%n", status.directory(), status.format());
        out.printf("Documents  %d%n", status.documents());
        out.printf("Nodes      %d%n", status.nodes());
        out.printf("Vectors    %d dimensions, %s, by %s%n", status.dimensions(), spelled(status), model);
        out.printf("Segments   %d, %d entries to compact%n", status.segments(), status.deleted());
        out.printf(Locale.ROOT, "Size       %.1f MB%n", status.sizeBytes() / 1e6);
        if (found != null) {
            out.printf("Verified   sound: %d documents, %d nodes%n", found.documents(), found.nodes());
        }
        out.flush();
    }

    private static void writeJson(StoreStatus status, @Nullable VerifyReport found, PrintWriter out) {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("store", status.directory().toString());
            json.writeNumberField("format", status.format());
            json.writeNumberField("documents", status.documents());
            json.writeNumberField("nodes", status.nodes());
            json.writeStringField("model", status.model());
            json.writeNumberField("dimensions", status.dimensions());
            json.writeStringField("vectors", spelled(status));
            json.writeStringField("splitting", status.splitting());
            json.writeNumberField("segments", status.segments());
            json.writeNumberField("deleted", status.deleted());
            json.writeNumberField("size_bytes", status.sizeBytes());
            if (found != null) {
                json.writeBooleanField("sound", found.isSound());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to standard output failed", e);
        }
        out.println();
    }

    private static String spelled(StoreStatus status) {
        return status.vectors().name().toLowerCase(Locale.ROOT);
    }
}
