package dev.lectern.store.retrieval.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes records in one of the formats, each as soon as it comes; never closes the stream it was given. */
final class RecordWriter {

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
        }
    }

    void write(PluginRecord document) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", document.id());
        json.writeStringField("text", document.text());
        boolean nested = format == UpsertFormat.REQUEST_BODY;
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

    /** Ends the array or the last line, and flushes. */
    void finish(boolean anyWritten) throws IOException {
        switch (format) {
            case REQUEST_BODY -> {
                json.writeEndArray();
                json.writeEndObject();
            }
            case JSON -> json.writeEndArray();
            case JSON_LINES -> {}
        }
        if (anyWritten || format != UpsertFormat.JSON_LINES) {
            json.writeRaw('\n');
        }
        json.flush();
    }

    void close() throws IOException {
        json.close();
    }
}
