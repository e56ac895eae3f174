package dev.lectern.store.retrieval.plugin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter of the plugin API: all conditions that are given must hold; there are no others.
 *
 * <p>Equality is meant to be exact, and dates inclusive and in UTC; a text without {@code created_at} should match no date. Several of
 * the original's stores differ: Postgres takes texts for LIKE patterns and lets texts without the key pass, and Elasticsearch and
 * MongoDB apply no filter to queries. Immutable.
 *
 * @param documentId the document; null for any
 * @param source {@code email}, {@code file} or {@code chat}; null for any
 * @param sourceId the source within its category; null for any
 * @param author who wrote it; null for any
 * @param startDate the first instant of {@code created_at}; null for no limit
 * @param endDate the last instant of {@code created_at}; null for no limit
 */
public record PluginFilter(
        @Nullable String documentId,
        @Nullable String source,
        @Nullable String sourceId,
        @Nullable String author,
        @Nullable Instant startDate,
        @Nullable Instant endDate) {

    private static final PluginFilter NONE = new PluginFilter(null, null, null, null, null, null);

    /**
     * Makes a filter.
     *
     * @throws IllegalArgumentException if a text is blank, since servers drop such a condition and so widen the filter; if the source
     *     is none that the API knows; or if a date is out of the years 1 to 9999
     */
    public PluginFilter {
        requireVisible("documentId", documentId);
        requireVisible("source", source);
        requireVisible("sourceId", sourceId);
        requireVisible("author", author);
        if (source != null && !RecordMapper.KNOWN_SOURCES.contains(source)) {
            throw new IllegalArgumentException("source must be email, file or chat, got: \"" + source + "\"");
        }
        requireWritable("startDate", startDate);
        requireWritable("endDate", endDate);
    }

    /** Returns the filter without condition: for queries only, no deletion takes it. */
    public static PluginFilter none() {
        return NONE;
    }

    /** Returns this filter for one document. */
    public PluginFilter withDocumentId(String changed) {
        return new PluginFilter(changed, source, sourceId, author, startDate, endDate);
    }

    /** Returns this filter for one source: {@code email}, {@code file} or {@code chat}. */
    public PluginFilter withSource(String changed) {
        return new PluginFilter(documentId, changed, sourceId, author, startDate, endDate);
    }

    /** Returns this filter for one source within its category. */
    public PluginFilter withSourceId(String changed) {
        return new PluginFilter(documentId, source, changed, author, startDate, endDate);
    }

    /** Returns this filter for one author. */
    public PluginFilter withAuthor(String changed) {
        return new PluginFilter(documentId, source, sourceId, changed, startDate, endDate);
    }

    /** Returns this filter with a first instant, inclusive. */
    public PluginFilter withStartDate(Instant changed) {
        return new PluginFilter(documentId, source, sourceId, author, changed, endDate);
    }

    /** Returns this filter with a last instant, inclusive. */
    public PluginFilter withEndDate(Instant changed) {
        return new PluginFilter(documentId, source, sourceId, author, startDate, changed);
    }

    /** Tells whether there is no condition. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Returns the members of the JSON object, those without value left out. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "document_id", documentId);
        put(map, "source", source);
        put(map, "source_id", sourceId);
        put(map, "author", author);
        put(map, "start_date", startDate);
        put(map, "end_date", endDate);
        return map;
    }

    private static void put(Map<String, Object> map, String member, @Nullable Object value) {
        if (value != null) {
            map.put(member, value.toString());
        }
    }

    private static void requireVisible(String name, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, got: \"" + value + "\"");
        }
    }

    private static void requireWritable(String name, @Nullable Instant date) {
        if (date != null && PluginDates.write(date).isEmpty()) {
            throw new IllegalArgumentException(name + " must be in the years 1 to 9999, got: " + date);
        }
    }
}
