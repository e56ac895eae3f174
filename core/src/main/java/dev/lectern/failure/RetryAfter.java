package dev.lectern.failure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The header {@code Retry-After}: seconds, or a date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-retry-after">RFC 9110, section 10.2.3</a>
 */
public final class RetryAfter {

    /** More seconds than any wait makes sense for (31 years), and few enough for every sum with them. */
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** Returns how long to wait, from 0 to 999,999,999 seconds or to the date; nothing if the text is neither seconds nor a date. */
    public static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String seconds = text.length() <= MAX_DIGITS ? text : "9".repeat(MAX_DIGITS);
            return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
