package dev.lectern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lectern.document.MetadataKeys;
import dev.lectern.store.retrieval.plugin.PluginChunk;
import dev.lectern.store.retrieval.plugin.PluginResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the texts that a plugin server found. */
final class FoundTexts {

    private FoundTexts() {}

    static void write(PluginResult result, PrintWriter out) {
        if (result.chunks().isEmpty()) {
            out.println("Nothing is found.");
        }
        int number = 0;
        for (PluginChunk chunk : result.chunks()) {
            number++;
            out.println("[" + number + "] " + facts(chunk));
            out.println(chunk.text().strip().indent(4).stripTrailing());
        }
    }

    private static String facts(PluginChunk chunk) {
        List<String> facts = new ArrayList<>();
        if (chunk.documentId() != null) {
            facts.add(chunk.documentId());
        }
        for (String key :
                List.of(MetadataKeys.SOURCE_ID, MetadataKeys.URL, MetadataKeys.AUTHOR, MetadataKeys.CREATED_AT)) {
            chunk.metadata().get(key).ifPresent(value -> facts.add(value.value().toString()));
        }
        if (chunk.score() != null) {
            facts.add("score " + String.format(Locale.ROOT, "%.2f", chunk.score()));
        }
        return String.join(", ", facts);
    }

    static void writeJson(PluginResult result, PrintWriter out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("query", result.query());
            json.writeArrayFieldStart("results");
            for (PluginChunk chunk : result.chunks()) {
                write(chunk, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private static void write(PluginChunk chunk, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", chunk.id());
        json.writeStringField("document_id", chunk.documentId());
        if (chunk.score() != null) {
            json.writeNumberField("score", chunk.score());
        }
        json.writeStringField("text", chunk.text());
        MetadataJson.write(chunk.metadata(), json);
        json.writeEndObject();
    }
}
