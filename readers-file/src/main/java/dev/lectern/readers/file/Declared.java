package dev.lectern.readers.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads values that documents declare of themselves; what is not well-formed counts as not declared. Stateless. */
final class Declared {

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ISO_DATE_TIME,
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss][ xxxx]", Locale.ROOT),
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm[:ss]xxxx", Locale.ROOT),
            DateTimeFormatter.ISO_DATE,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH));

    private Declared() {}

    /** Returns a moment in ISO 8601 or RFC 1123; without a zone it is taken as UTC, without a time as the start of the day. */
    static Optional<Instant> instant(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(toInstant(
                        format.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from)));
            } catch (DateTimeException e) {
                // Not in this format: the next one may fit.
            }
        }
        return Optional.empty();
    }

    private static Instant toInstant(TemporalAccessor moment) {
        if (moment instanceof OffsetDateTime exact) {
            return exact.toInstant();
        } else if (moment instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        return ((LocalDate) moment).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Returns a language as a well-formed BCP 47 tag. */
    static Optional<String> language(String text) {
        try {
            String tag = new Locale.Builder()
                    .setLanguageTag(text.strip().replace('_', '-'))
                    .build()
                    .toLanguageTag();
            return tag.equals("und") ? Optional.empty() : Optional.of(tag);
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
