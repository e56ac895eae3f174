package dev.lectern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lectern.ingest.IngestReport;
import dev.lectern.store.retrieval.plugin.ExportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what was sent to a plugin server or written in its formats, and what those have no place for. */
final class SentReport {

    private SentReport() {}

    static void writeText(List<String> sources, List<IngestReport> reports, ExportReport report, PrintWriter out) {
        for (int i = 0; i < sources.size(); i++) {
            IngestReport each = reports.get(i);
            out.println(sources.get(i) + ": sent " + sent(each) + ", failed "
                    + each.failures().size() + " (" + each.elapsed().toMillis() + " ms)");
        }
        writeLoss(report, out);
    }

    static void writeText(ExportReport report, String file, PrintWriter out) {
        out.println(file + ": written " + report.documents() + ", failed "
                + report.failures().size());
        writeLoss(report, out);
    }

    private static void writeLoss(ExportReport report, PrintWriter out) {
        Map<String, Long> leftOut = new TreeMap<>(report.leftOut());
        if (report.sections() > 0) {
            leftOut.put("sections", report.sections());
        }
        if (!leftOut.isEmpty()) {
            out.println("left out, since there is no place for it: " + counts(leftOut));
        }
        if (!report.rewritten().isEmpty()) {
            out.println("written in another form: " + counts(new TreeMap<>(report.rewritten())));
        }
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    static void writeJson(List<IngestReport> reports, ExportReport report, PrintWriter out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField(
                    "sent", reports.stream().mapToLong(SentReport::sent).sum());
            IngestJson.writeUnread(reports, json);
            writeCounts("left_out", report.leftOut(), json);
            writeCounts("rewritten", report.rewritten(), json);
            json.writeNumberField("sections_left_out", report.sections());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private static void writeCounts(String name, Map<String, Long> counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> entry : new TreeMap<>(counts).entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static long sent(IngestReport report) {
        return report.added() + report.updated();
    }
}
