package dev.lectern.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes metadata as a member of a JSON object. */
final class MetadataJson {

    private MetadataJson() {}

    static void write(Metadata metadata, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metadata");
        for (Map.Entry<String, MetadataValue> entry : metadata.asMap().entrySet()) {
            json.writeFieldName(entry.getKey());
            Object value = entry.getValue().value();
            if (value instanceof Long number) {
                json.writeNumber(number);
            } else if (value instanceof Double number) {
                json.writeNumber(number);
            } else if (value instanceof Boolean bool) {
                json.writeBoolean(bool);
            } else if (value instanceof List<?> list) {
                json.writeArray(list.stream().map(Object::toString).toArray(String[]::new), 0, list.size());
            } else {
                json.writeString(value.toString());
            }
        }
        json.writeEndObject();
    }
}
