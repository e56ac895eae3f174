package dev.lectern.readers.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads dates as pages write them for machines: ISO 8601 and its usual slips, and the date of e-mail and HTTP. */
final class PageDates {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("(T.*[+-]\\d{2})(\\d{2})$");

    /** No form of a date is as long; a page can say anything. */
    private static final int MOST_CHARS = 64;

    /** Earlier dates, and the start of the Unix epoch, are what templates print for no date. */
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

    private PageDates() {}

    /** Returns the instant of a date; UTC where there is no offset, midnight where there is no time; nothing for other text. */
    static Optional<Instant> parse(String text) {
        return read(text).filter(date -> !date.equals(Instant.EPOCH) && date.isAfter(FIRST));
    }

    private static Optional<Instant> read(String text) {
        if (text.length() > MOST_CHARS) {
            return Optional.empty();
        }
        String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:)", "$1T$2");
        iso = OFFSET_WITHOUT_COLON
                .matcher(iso.replaceFirst(" (?=[+-]\\d|Z$)", ""))
                .replaceFirst("$1:$2");
        try {
            if (DATE.matcher(iso).matches()) {
                return Optional.of(LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (!iso.isEmpty() && Character.isLetter(iso.charAt(0))) {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(iso)));
            }
            return Optional.of(
                            DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from))
                    .map(time -> time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
