package dev.lectern.cli;

import dev.lectern.store.retrieval.plugin.PluginFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Reads the conditions of {@code --filter}, under the names that the plugin API has for them. */
final class FilterOption {

    static final String KEYS = "document_id, source, source_id, author, start_date and end_date";

    private FilterOption() {}

    /**
     * Returns a filter of conditions that all must hold; without condition if there are none.
     *
     * @throws IllegalArgumentException if the API has no such condition, or the value is not what it takes
     */
    static PluginFilter parse(Map<String, String> conditions) {
        PluginFilter filter = PluginFilter.none();
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            filter = with(filter, condition.getKey(), condition.getValue());
        }
        return filter;
    }

    private static PluginFilter with(PluginFilter filter, String key, String value) {
        return switch (key) {
            case "document_id" -> filter.withDocumentId(value);
            case "source" -> filter.withSource(value);
            case "source_id" -> filter.withSourceId(value);
            case "author" -> filter.withAuthor(value);
            case "start_date" -> filter.withStartDate(instant(key, value, false));
            case "end_date" -> filter.withEndDate(instant(key, value, true));
            default -> throw new IllegalArgumentException("--filter must be one of " + KEYS + ", got: " + key);
        };
    }

    /** A day without a time means all of it: it begins at its first moment in UTC and ends with its last. */
    private static Instant instant(String key, String value, boolean last) {
        try {
            if (value.indexOf('T') >= 0) {
                return OffsetDateTime.parse(value).toInstant();
            }
            LocalDate day = LocalDate.parse(value);
            return last
                    ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1)
                    : day.atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    key + " must be a day such as 2025-03-31 or a time with zone such as 2025-03-31T18:15:00Z, got: "
                            + value,
                    e);
        }
    }
}
