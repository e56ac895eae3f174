package dev.lectern.server.wire;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What chunks must match; null is no condition. Immutable.
 *
 * @param documentId the id of the document
 * @param source the source
 * @param sourceId the name within the source
 * @param author the author
 * @param url the address; the original's documentation has it, the original does not
 * @param createdAt the date, as the same point in time or the same text; as with {@code url}
 * @param start the first second
 * @param end the last second
 * @param unknown members that are no condition
 */
public record WireFilter(
        @Nullable String documentId,
        @Nullable String source,
        @Nullable String sourceId,
        @Nullable String author,
        @Nullable String url,
        @Nullable String createdAt,
        @Nullable Instant start,
        @Nullable Instant end,
        List<String> unknown) {

    private static final Set<String> KNOWN =
            Set.of("document_id", "source", "source_id", "author", "url", "created_at", "start_date", "end_date");

    /** Makes a filter; the list is copied. */
    public WireFilter {
        unknown = List.copyOf(unknown);
    }

    /** Reads a filter. */
    static WireFilter read(Fields fields) {
        return new WireFilter(
                fields.text("document_id", Limits.ID_CHARS),
                fields.choice("source", WireMetadata.SOURCES),
                fields.text("source_id", Limits.VALUE_CHARS),
                fields.text("author", Limits.VALUE_CHARS),
                fields.text("url", Limits.VALUE_CHARS),
                fields.text("created_at", Limits.VALUE_CHARS),
                date(fields, "start_date"),
                date(fields, "end_date"),
                fields.names().stream().filter(name -> !KNOWN.contains(name)).toList());
    }

    private static @Nullable Instant date(Fields fields, String name) {
        String text = fields.text(name, Limits.VALUE_CHARS);
        if (text == null) {
            return null;
        }
        PluginDate.Reading reading = PluginDate.read(text);
        if (reading instanceof PluginDate.Date date) {
            return date.instant();
        }
        String problem = reading instanceof PluginDate.Impossible impossible
                ? "there is no such date: " + impossible.problem()
                : "value is not a date; write it as 2023-03-05 or 2023-03-05T10:00:00Z";
        fields.fault(name, problem, "value_error.date");
        return null;
    }

    /** Tells whether there is no condition, so that everything would match. */
    public boolean isEmpty() {
        return documentId == null
                && source == null
                && sourceId == null
                && author == null
                && url == null
                && createdAt == null
                && start == null
                && end == null;
    }
}
