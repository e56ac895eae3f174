package dev.lectern.store.retrieval.plugin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The dates of the plugin: text in ISO 8601, UTC where there is no zone.
 *
 * <p>The original files a document under the current time when it does not understand its date, so we write only what it understands.
 */
final class PluginDates {

    /** The years that the original's date library knows. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private PluginDates() {}

    /** Returns an instant as the plugin reads it, or nothing if its year is out of the plugin's range, 1 to 9999. */
    static Optional<String> write(Instant instant) {
        return inRange(instant) ? Optional.of(instant.toString()) : Optional.empty();
    }

    /** Reads a date, or a date and time, with or without offset; nothing for any other text. */
    static Optional<Instant> read(String text) {
        try {
            return Optional.of(
                            DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from))
                    .map(time -> time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC))
                    .filter(PluginDates::inRange);
        } catch (DateTimeException notADateTime) {
            return readDate(text);
        }
    }

    private static Optional<Instant> readDate(String text) {
        try {
            return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC))
                    .filter(PluginDates::inRange);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static boolean inRange(Instant instant) {
        return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
    }
}
