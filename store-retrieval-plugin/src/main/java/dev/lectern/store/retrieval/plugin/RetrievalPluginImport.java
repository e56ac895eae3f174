package dev.lectern.store.retrieval.plugin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from JSON that was written for the ChatGPT Retrieval Plugin.
 *
 * <pre>{@code
 * ImportReport report = RetrievalPluginImport.of(UpsertFormat.JSON_LINES).read(Path.of("docs.jsonl"), sink);
 * }</pre>
 *
 * <p>Takes what the plugin takes: numbers count as text, null as absent, and the five metadata keys are found both beside the text and
 * below {@code metadata}. A {@code created_at} in ISO 8601 becomes an instant, UTC where it has no offset; any other stays text. A
 * record without id gets {@code <name>#<number>}, counted from 1, so that reading twice gives the same ids. Members that the plugin
 * does not know are passed over and counted. Escaped unpaired surrogates are kept as they are.
 *
 * <p>A record without a text, or with a value of the wrong kind, is a failure; reading goes on. Text that is no JSON ends the reading,
 * except in JSON_LINES, where it costs only its line. Blank lines are passed over.
 *
 * <p>Memory holds one document at a time. Immutable and thread-safe.
 */
public final class RetrievalPluginImport {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            // The export writes texts of any length, so the import must take them.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final UpsertFormat format;

    private RetrievalPluginImport(UpsertFormat format) {
        this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Makes an import of a format.
     *
     * @throws IllegalArgumentException if it is ZIP, whose files any reader of files reads
     */
    public static RetrievalPluginImport of(UpsertFormat format) {
        if (format == UpsertFormat.ZIP) {
            throw new IllegalArgumentException(
                    "format must be one of JSON, got: ZIP; unpack the archive and read its files with the reader file");
        }
        return new RetrievalPluginImport(format);
    }

    /**
     * Reads a file.
     *
     * @param sink takes documents and failures in the order of the file
     * @throws ReadException if the file cannot be read or is not of this format (message has line, column and document number)
     */
    public ImportReport read(Path file, DocumentSink sink) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.getFileName().toString(), sink);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * Reads a stream to its end; the caller closes it.
     *
     * @param name names the stream in messages and in ids of records that have none
     * @param sink takes documents and failures in the order of the stream
     * @throws ReadException if the stream cannot be read or is not of this format (message has line, column and document number)
     */
    public ImportReport read(InputStream in, String name, DocumentSink sink) {
        Objects.requireNonNull(sink, "sink");
        Run run = new Run(name, sink);
        try {
            if (format == UpsertFormat.JSON_LINES) {
                run.readLines(new BufferedInputStream(in));
            } else {
                run.readWhole(in, format);
            }
        } catch (JsonProcessingException e) {
            throw new ReadException(name, "Could not read " + run.place(e) + ": " + reason(e), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        return new ImportReport(run.documents, run.failures, run.ignored);
    }

    private static ReadException unreadable(String name, IOException cause) {
        return new ReadException(
                name, "Could not read " + name + ": " + cause + ". Check that it exists and can be read.", cause);
    }

    private static String reason(JsonProcessingException fault) {
        return fault.getOriginalMessage().replaceAll("\\s+", " ") + ". Repair the JSON there.";
    }

    /** One reading. */
    private static final class Run {
        private final String name;
        private final DocumentSink sink;
        private final Map<String, Long> ignored = new TreeMap<>();
        private final RecordReader records = new RecordReader(ignored);
        private long number;
        private long documents;
        private long failures;

        Run(String name, DocumentSink sink) {
            this.name = name;
            this.sink = sink;
        }

        void readWhole(InputStream in, UpsertFormat format) throws IOException {
            try (JsonParser json = JSON.createParser(in)) {
                json.nextToken();
                if (format == UpsertFormat.REQUEST_BODY) {
                    readRequest(json);
                } else {
                    readArray(json, "the file must be an array of documents");
                }
                if (!sink.isCancelled() && json.nextToken() != null) {
                    throw malformed(
                            json, "nothing must follow the documents, got: " + RecordReader.kind(json.currentToken()));
                }
            }
        }

        private void readRequest(JsonParser json) throws IOException {
            boolean found = false;
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw malformed(
                        json,
                        "the file must be an object with documents, got: " + RecordReader.kind(json.currentToken()));
            }
            for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
                json.nextToken();
                if (member.equals("documents")) {
                    found = true;
                    readArray(json, "documents must be an array");
                    if (sink.isCancelled()) {
                        return;
                    }
                } else {
                    ignored.merge(member, 1L, Long::sum);
                    json.skipChildren();
                }
            }
            if (!found) {
                throw malformed(json, "documents must be given, got: nothing");
            }
        }

        private void readArray(JsonParser json, String rule) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw malformed(json, rule + ", got: " + RecordReader.kind(json.currentToken()));
            }
            while (!sink.isCancelled() && json.nextToken() != JsonToken.END_ARRAY) {
                JsonLocation start = json.currentTokenLocation();
                number++;
                take(json, start.getLineNr(), start.getColumnNr());
            }
        }

        void readLines(InputStream in) throws IOException {
            long line = 0;
            for (byte[] bytes = readLine(in); bytes != null && !sink.isCancelled(); bytes = readLine(in)) {
                line++;
                if (!new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                    number++;
                    readLineRecord(bytes, line);
                }
            }
        }

        private void readLineRecord(byte[] bytes, long line) throws IOException {
            try (JsonParser json = JSON.createParser(bytes)) {
                json.nextToken();
                PluginRecord plugin = records.read(json, name + "#" + number);
                if (json.nextToken() != null) {
                    throw malformed(
                            json, "a line must hold one document, got: " + RecordReader.kind(json.currentToken()));
                }
                deliver(plugin, line, 1);
            } catch (JsonProcessingException e) {
                JsonLocation at = e.getLocation();
                fail(place(line, at == null ? 1 : at.getColumnNr()), reason(e), e);
            }
        }

        private void take(JsonParser json, long line, long column) throws IOException {
            deliver(records.read(json, name + "#" + number), line, column);
        }

        private void deliver(@Nullable PluginRecord plugin, long line, long column) {
            if (plugin == null) {
                fail(place(line, column), records.fault() + ". Repair or remove this record.", null);
            } else {
                documents++;
                sink.document(RecordMapper.toDocument(plugin));
            }
        }

        private void fail(String place, String reason, @Nullable Throwable cause) {
            failures++;
            sink.failure(new ReadFailure(place, reason, cause));
        }

        String place(JsonProcessingException fault) {
            JsonLocation at = fault.getLocation();
            return at == null ? name : place(at.getLineNr(), at.getColumnNr());
        }

        private String place(long line, long column) {
            return name + " (line " + line + ", column " + Math.max(1, column) + ", document " + number + ")";
        }

        private static JsonParseException malformed(JsonParser json, String rule) {
            return new JsonParseException(json, rule, json.currentTokenLocation());
        }

        private static byte @Nullable [] readLine(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int b = in.read();
            if (b < 0) {
                return null;
            }
            for (; b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
            }
            return line.toByteArray();
        }
    }
}
