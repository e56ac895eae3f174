package dev.lectern.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.PluginDate;
import dev.lectern.server.wire.WireFilter;
import dev.lectern.server.wire.WireMetadata;
import dev.lectern.store.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the API's metadata lies in a store, and how its filters ask for it.
 *
 * <p>A date lies there as an instant, so that ranges work; where its text was another than the instant's, the text lies beside it and is
 * what is answered. A text that is no date lies there alone. Stateless.
 */
final class StoredMetadata {

    /** The date as it was sent, where that is not how the instant is written. Text. */
    static final String CREATED_AT_TEXT = "created_at_text";

    /** The document of which LlamaIndex says this is a part. Text. */
    static final String PARENT = "parent_id";

    private StoredMetadata() {}

    /** Sets what the API knows on top of what is there, and takes away what it does not give. */
    static Metadata of(WireMetadata wire, @Nullable String parent, Metadata over) {
        Metadata.Builder metadata = over.toBuilder();
        set(metadata, MetadataKeys.SOURCE, wire.source());
        set(metadata, MetadataKeys.SOURCE_ID, wire.sourceId());
        set(metadata, MetadataKeys.URL, wire.url());
        set(metadata, MetadataKeys.AUTHOR, wire.author());
        set(metadata, PARENT, parent);
        metadata.remove(MetadataKeys.CREATED_AT).remove(CREATED_AT_TEXT);
        String text = wire.createdAt();
        if (text != null) {
            Optional<Instant> instant = instant(text);
            instant.ifPresent(moment -> metadata.set(MetadataKeys.CREATED_AT, moment));
            if (instant.isEmpty() || !instant.get().toString().equals(text)) {
                metadata.set(CREATED_AT_TEXT, text);
            }
        }
        return metadata.build();
    }

    private static void set(Metadata.Builder metadata, String key, @Nullable String value) {
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.set(key, value);
        }
    }

    private static Optional<Instant> instant(String text) {
        return PluginDate.read(text) instanceof PluginDate.Date date ? Optional.of(date.instant()) : Optional.empty();
    }

    /** Returns what the API knows; a source that it does not know, as of a web page, is left out. */
    static WireMetadata read(Metadata metadata) {
        String text = metadata.text(CREATED_AT_TEXT).orElse(null);
        return new WireMetadata(
                metadata.text(MetadataKeys.SOURCE)
                        .filter(WireMetadata.SOURCES::contains)
                        .orElse(null),
                metadata.text(MetadataKeys.SOURCE_ID).orElse(null),
                metadata.text(MetadataKeys.URL).orElse(null),
                text != null ? text : metadata.text(MetadataKeys.CREATED_AT).orElse(null),
                metadata.text(MetadataKeys.AUTHOR).orElse(null));
    }

    /** Writes all six members of a chunk's metadata; null is written. */
    static ObjectNode json(WireMetadata wire, String documentId) {
        return Json.object()
                .put("source", wire.source())
                .put("source_id", wire.sourceId())
                .put("url", wire.url())
                .put("created_at", wire.createdAt())
                .put("author", wire.author())
                .put("document_id", documentId);
    }

    /** Returns the condition of a filter; empty if it has none. */
    static Optional<Filter> filter(WireFilter wire) {
        List<Filter> parts = new ArrayList<>();
        equal(parts, Filter.DOCUMENT_ID, wire.documentId());
        equal(parts, MetadataKeys.SOURCE, wire.source());
        equal(parts, MetadataKeys.SOURCE_ID, wire.sourceId());
        equal(parts, MetadataKeys.AUTHOR, wire.author());
        equal(parts, MetadataKeys.URL, wire.url());
        String createdAt = wire.createdAt();
        if (createdAt != null) {
            Filter asText = Filter.eq(CREATED_AT_TEXT, createdAt);
            parts.add(instant(createdAt)
                    .map(moment -> Filter.or(asText, Filter.eq(MetadataKeys.CREATED_AT, moment)))
                    .orElse(asText));
        }
        Instant start = wire.start();
        if (start != null) {
            parts.add(Filter.gte(MetadataKeys.CREATED_AT, Instant.ofEpochSecond(start.getEpochSecond())));
        }
        Instant end = wire.end();
        if (end != null) { // whole seconds, as the original compares: the last one belongs to the range to its end
            parts.add(Filter.lt(MetadataKeys.CREATED_AT, Instant.ofEpochSecond(end.getEpochSecond() + 1)));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.size() == 1 ? parts.get(0) : new Filter.And(parts));
    }

    private static void equal(List<Filter> parts, String key, @Nullable String value) {
        if (value != null) {
            parts.add(Filter.eq(key, value));
        }
    }
}
