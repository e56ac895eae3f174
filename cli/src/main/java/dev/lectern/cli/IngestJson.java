package dev.lectern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lectern.embed.cache.CacheReport;
import dev.lectern.ingest.DocumentOutcome;
import dev.lectern.ingest.IngestReport;
import dev.lectern.reader.ReadSkip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Prints what ingests did, taken together, for machines. */
final class IngestJson {

    private IngestJson() {}

    static void write(List<IngestReport> reports, Optional<CacheReport> cache, PrintWriter out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            writeFields(reports, json);
            if (cache.isPresent()) {
                writeCache(cache.get(), json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    static void write(List<IngestReport> reports, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(reports, json);
        json.writeEndObject();
    }

    private static void writeFields(List<IngestReport> reports, JsonGenerator json) throws IOException {
        json.writeNumberField("added", sum(reports, IngestReport::added));
        json.writeNumberField("updated", sum(reports, IngestReport::updated));
        json.writeNumberField("unchanged", sum(reports, IngestReport::unchanged));
        json.writeNumberField("removed", sum(reports, IngestReport::removed));
        json.writeNumberField("nodes", sum(reports, IngestReport::nodes));
        json.writeNumberField(
                "elapsed_ms", sum(reports, report -> report.elapsed().toMillis()));
        writeUnread(reports, json);
    }

    private static void writeCache(CacheReport report, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("embedding_cache");
        json.writeNumberField("hits", report.hits());
        json.writeNumberField("misses", report.misses());
        json.writeNumberField("entries", report.entries());
        json.writeNumberField("bytes", report.bytes());
        json.writeNumberField("dropped", report.dropped());
        json.writeNumberField("unwritten", report.unwritten());
        json.writeEndObject();
    }

    static void writeUnread(List<IngestReport> reports, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("failures");
        for (IngestReport report : reports) {
            for (DocumentOutcome failure : report.failures()) {
                json.writeStartObject();
                json.writeStringField("source", failure.subject());
                json.writeStringField("reason", failure.reason());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("skips");
        for (IngestReport report : reports) {
            for (ReadSkip skip : report.skips()) {
                json.writeStartObject();
                json.writeStringField("source", skip.source());
                json.writeStringField("reason", skip.reason());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static long sum(List<IngestReport> reports, ToLongFunction<IngestReport> count) {
        return reports.stream().mapToLong(count).sum();
    }
}
