package dev.lectern.store.retrieval.plugin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one record at a time, nested or flat; one thread at a time. */
final class RecordReader {

    private final Map<String, Long> ignored;
    private final Map<String, String> values = new LinkedHashMap<>();
    private @Nullable String fault;

    /**
     * Makes a reader.
     *
     * @param ignored is counted up for each member that the format does not know
     */
    RecordReader(Map<String, Long> ignored) {
        this.ignored = ignored;
    }

    /**
     * Reads the value at which the parser stands, to its end.
     *
     * @param fallbackId the id of a record that has none
     * @return the record, or null if {@link #fault()} says what is wrong with it
     */
    @Nullable
    PluginRecord read(JsonParser json, String fallbackId) throws IOException {
        values.clear();
        fault = null;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readMembers(json, "");
        } else {
            setFault("document must be an object, got: " + kind(json.currentToken()));
            json.skipChildren();
        }
        String id = values.remove("id");
        String text = values.remove("text");
        if (text == null) {
            setFault("text must be given, got: nothing");
        }
        return fault != null || text == null
                ? null
                : new PluginRecord(id == null || id.isBlank() ? fallbackId : id, text, Map.copyOf(values));
    }

    @Nullable
    String fault() {
        return fault;
    }

    private void readMembers(JsonParser json, String path) throws IOException {
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            json.nextToken();
            boolean top = path.isEmpty();
            if (PluginRecord.KEYS.contains(member) || (top && (member.equals("id") || member.equals("text")))) {
                readText(json, path + member, member);
            } else if (top && member.equals("metadata")) {
                readMetadata(json);
            } else {
                ignored.merge(path + member, 1L, Long::sum);
                json.skipChildren();
            }
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readMembers(json, "metadata.");
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            setFault("metadata must be an object, got: " + kind(json.currentToken()));
            json.skipChildren();
        }
    }

    /** Takes text, and numbers as their digits, as the plugin does; null counts as absent. */
    private void readText(JsonParser json, String path, String member) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            values.put(member, json.getText());
        } else if (token != JsonToken.VALUE_NULL) {
            setFault(path + " must be text, got: " + kind(json.currentToken()));
            json.skipChildren();
        }
    }

    private void setFault(String found) {
        if (fault == null) {
            fault = found;
        }
    }

    /** Names a kind of value for people. */
    static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "\"" + token.asString() + "\"";
        };
    }
}
