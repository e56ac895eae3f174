package dev.lectern.store.retrieval.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.lectern.document.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes records in one of the JSON formats. */
final class RecordWriter implements ExportWriter {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator("\n")
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // An export that was not finished must not look whole.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final UpsertFormat format;
    private final JsonGenerator json;

    RecordWriter(OutputStream out, UpsertFormat format) throws IOException {
        this.format = format;
        this.json = JSON.createGenerator(out);
        switch (format) {
            case REQUEST_BODY -> {
                json.writeStartObject();
                json.writeArrayFieldStart("documents");
            }
            case JSON -> json.writeStartArray();
            case JSON_LINES -> {}
            case ZIP -> throw new IllegalArgumentException("format must be one of JSON, got: ZIP");
        }
    }

    @Override
    public PluginRecord write(Document document, PluginRecord plugin) throws IOException {
        write(json, plugin, format == UpsertFormat.REQUEST_BODY);
        return plugin;
    }

    /** Returns a document as one element of a request's array. */
    static byte[] element(PluginRecord document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json, document, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, PluginRecord document, boolean nested) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", document.id());
        json.writeStringField("text", document.text());
        if (nested) {
            json.writeObjectFieldStart("metadata");
        }
        for (Map.Entry<String, String> entry : document.metadata().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        if (nested) {
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    @Override
    public void finish(boolean anyWritten) throws IOException {
        switch (format) {
            case REQUEST_BODY -> {
                json.writeEndArray();
                json.writeEndObject();
            }
            case JSON -> json.writeEndArray();
            case JSON_LINES, ZIP -> {}
        }
        if (anyWritten || format != UpsertFormat.JSON_LINES) {
            json.writeRaw('\n');
        }
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
