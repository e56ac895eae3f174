package dev.lectern.readers.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.document.Metadata;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON and JSON lines: as one text as it stands, or a document per record where a pointer says which field is the text.
 *
 * <p>Records are the lines of JSON lines, the elements of an array, or the whole file. Fields of a record that are text, numbers or truth
 * values and not the text itself become metadata. A record without the text is a failure of its own.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON pointers</a>
 */
public final class JsonFormat extends BuiltInFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LINES = "application/x-ndjson";

    private static final Option<String> TEXT =
            Option.text("text", "", "pointer to the text of a record, as in /body; none means the file is one text");
    private static final Option<String> ID =
            Option.text("id", "", "pointer to the id of a record, as in /id; none means its number");

    private final String textPointer;
    private final String idPointer;

    /** Makes the format for whole files; {@link java.util.ServiceLoader} calls this. */
    public JsonFormat() {
        this("", "");
    }

    private JsonFormat(String textPointer, String idPointer) {
        super(
                "json",
                "Reads JSON and JSON lines as they stand, or a document per record by a pointer to its text.",
                FileType.of("application/json", "json"),
                FileType.of(LINES, "jsonl", "ndjson"),
                FileType.of("application/geo+json", "geojson"));
        this.textPointer = textPointer;
        this.idPointer = idPointer;
    }

    /**
     * Makes the format for files of records.
     *
     * @param textPointer where the text of a record is, as in {@code /body}
     * @param idPointer where its id is, as in {@code /id}; empty for its number
     * @throws IllegalArgumentException if a pointer is not well-formed (message has it)
     */
    public static JsonFormat ofRecords(String textPointer, String idPointer) {
        JsonFormat format = new JsonFormat(textPointer, idPointer);
        JsonPointer.compile(textPointer);
        JsonPointer.compile(idPointer);
        return format;
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TEXT, ID);
    }

    @Override
    public FileFormat create(Settings settings) {
        return ofRecords(settings.get(TEXT), settings.get(ID));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        if (textPointer.isEmpty()) {
            PlainTextFormat.readSyntax(input, sink);
            return;
        }
        DecodedText decoded = TextDecoder.decode(input);
        if (isLines(input.name())) {
            readLines(decoded, sink);
            return;
        }
        List<JsonNode> records;
        try {
            records = records(decoded.text());
        } catch (JsonProcessingException e) {
            throw new UnreadableFileException("damaged: it is no JSON: " + e.getOriginalMessage() + ". Repair it.", e);
        }
        int number = 0;
        for (JsonNode record : records) {
            read(record, ++number, decoded, sink);
        }
    }

    /** Returns each value of a text, mostly one; of an array each of its values. */
    private static List<JsonNode> records(String text) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                if (value.isArray()) {
                    value.forEach(records::add);
                } else {
                    records.add(value);
                }
            }
        }
        return records;
    }

    private static boolean isLines(String name) {
        String ending = FileTypes.endingOf(name);
        return ending.equals("jsonl") || ending.equals("ndjson");
    }

    private void readLines(DecodedText decoded, FileSink sink) {
        int number = 0;
        Iterator<String> lines = decoded.text().lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                read(JSON.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(line), number, decoded, sink);
            } catch (JsonProcessingException e) {
                sink.failure(
                        String.valueOf(number), "damaged: the line is no JSON: " + e.getOriginalMessage() + ".", e);
            }
        }
    }

    private void read(JsonNode record, int number, DecodedText decoded, FileSink sink) {
        JsonNode text = record.at(textPointer);
        JsonNode id = idPointer.isEmpty() ? JSON.missingNode() : record.at(idPointer);
        String part = id.isValueNode() && !id.isNull() ? id.asText() : String.valueOf(number);
        if (!text.isValueNode() || text.isNull()) {
            sink.failure(part, "the record has no text at " + textPointer + ". Check the pointer.", null);
            return;
        }
        Metadata.Builder metadata = decoded.metadata();
        for (Map.Entry<String, JsonNode> field : record.properties()) {
            if (!textPointer.equals("/" + field.getKey().replace("~", "~0").replace("/", "~1"))) {
                add(metadata, field.getKey(), field.getValue());
            }
        }
        sink.document(part, FileContent.of(text.asText(), metadata.build()));
    }

    private static void add(Metadata.Builder metadata, String key, JsonNode value) {
        if (value.isTextual()) {
            metadata.set(key, value.asText());
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            metadata.set(key, value.asLong());
        } else if (value.isNumber()) {
            metadata.set(key, value.asDouble());
        } else if (value.isBoolean()) {
            metadata.set(key, value.asBoolean());
        }
    }
}
