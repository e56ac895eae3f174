package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.MetadataValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns documents into records of the plugin and back, and counts what a record cannot hold; one thread at a time. */
final class RecordMapper {

    static final Set<String> KNOWN_SOURCES = Set.of("email", "file", "chat");

    private final UnknownSource unknownSource;
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> rewritten = new TreeMap<>();
    private long sections;

    RecordMapper(UnknownSource unknownSource) {
        this.unknownSource = unknownSource;
    }

    /** Returns the part of a document that the plugin knows; the rest is counted by {@link #count}. */
    PluginRecord toRecord(Document document) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : PluginRecord.KEYS) {
            document.metadata()
                    .get(key)
                    .flatMap(value -> written(key, value))
                    .ifPresent(text -> metadata.put(key, text));
        }
        return new PluginRecord(document.id(), document.text(), metadata);
    }

    private Optional<String> written(String key, MetadataValue value) {
        return switch (key) {
            case MetadataKeys.SOURCE -> source(value.toString());
            case MetadataKeys.CREATED_AT ->
                value instanceof MetadataValue.Moment moment
                        ? PluginDates.write(moment.value())
                        : PluginDates.read(value.toString()).flatMap(PluginDates::write);
            default -> Optional.of(value.toString());
        };
    }

    private Optional<String> source(String source) {
        if (KNOWN_SOURCES.contains(source)) {
            return Optional.of(source);
        }
        return unknownSource == UnknownSource.AS_FILE ? Optional.of("file") : Optional.empty();
    }

    /** Counts what {@code written} lacks of a document. */
    void count(Document document, PluginRecord written) {
        if (!written.id().equals(document.id())) {
            leftOut.merge("id", 1L, Long::sum);
        }
        document.metadata().asMap().forEach((key, value) -> {
            String text = written.metadata().get(key);
            if (text == null) {
                leftOut.merge(key, 1L, Long::sum);
            } else if (!value.equals(readBack(key, text))) {
                rewritten.merge(key, 1L, Long::sum);
            }
        });
        sections += document.sections().size();
    }

    static MetadataValue readBack(String key, String text) {
        return MetadataValue.from(
                key.equals(MetadataKeys.CREATED_AT)
                        ? PluginDates.read(text).<Object>map(instant -> instant).orElse(text)
                        : text);
    }

    /** Returns a record as a document; a {@code created_at} that is no ISO 8601 date stays text. */
    static Document toDocument(PluginRecord read) {
        Metadata.Builder metadata = Metadata.builder();
        read.metadata().forEach((key, text) -> metadata.set(key, readBack(key, text)));
        return Document.of(read.id(), read.text(), metadata.build());
    }

    /** Returns what was counted so far, as the report of so many documents, none of which failed. */
    ExportReport report(long documents) {
        return new ExportReport(documents, List.of(), List.of(), leftOut, rewritten, sections);
    }

    Map<String, Long> leftOut() {
        return leftOut;
    }

    Map<String, Long> rewritten() {
        return rewritten;
    }

    long sections() {
        return sections;
    }
}
