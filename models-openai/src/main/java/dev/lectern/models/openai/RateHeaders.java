package dev.lectern.models.openai;

import dev.lectern.failure.RetryAfter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head of an answer says about waiting.
 *
 * <p>{@code retry-after-ms} (Azure, OpenAI) is finer than {@code Retry-After} and goes before it; where neither stands,
 * {@code x-ratelimit-reset-requests} and {@code -tokens} count where nothing remains.
 *
 * @see <a href="https://platform.openai.com/docs/guides/rate-limits">OpenAI, Rate limits: headers</a>
 */
final class RateHeaders {

    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|h|m|s)");
    private static final Pattern SPAN = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|h|m|s))+");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    private RateHeaders() {}

    /** Returns how long the service asks to wait before the next request, if it does. */
    static Optional<Duration> wait(HttpHeaders headers, Instant now) {
        Optional<Duration> asked = headers.firstValue("retry-after-ms")
                .map(String::strip)
                .filter(text -> MILLIS.matcher(text).matches())
                .map(text -> Duration.ofMillis((long) Math.ceil(Double.parseDouble(text))));
        return asked.or(() -> headers.firstValue("retry-after").flatMap(text -> RetryAfter.parse(text, now)))
                .or(() -> untilReset(headers));
    }

    /** Returns how long nothing more is to be had, where the answer says that nothing remains. */
    static Optional<Duration> untilReset(HttpHeaders headers) {
        Optional<Duration> longest = Optional.empty();
        for (String what : new String[] {"requests", "tokens"}) {
            boolean nothing = headers.firstValue("x-ratelimit-remaining-" + what)
                    .filter(text -> text.strip().equals("0"))
                    .isPresent();
            Optional<Duration> reset = nothing
                    ? headers.firstValue("x-ratelimit-reset-" + what).flatMap(RateHeaders::parseSpan)
                    : Optional.empty();
            if (reset.isPresent() && (longest.isEmpty() || longest.get().compareTo(reset.get()) < 0)) {
                longest = reset;
            }
        }
        return longest;
    }

    /** Reads {@code 1h2m3.5s} or {@code 120ms}; a bare number is seconds. */
    static Optional<Duration> parseSpan(String text) {
        String span = text.strip();
        if (MILLIS.matcher(span).matches()) {
            return Optional.of(seconds(Double.parseDouble(span)));
        }
        if (!SPAN.matcher(span).matches()) {
            return Optional.empty();
        }
        double total = 0;
        for (Matcher part = PART.matcher(span); part.find(); ) {
            double number = Double.parseDouble(part.group(1));
            total += switch (part.group(2)) {
                case "h" -> number * 3600;
                case "m" -> number * 60;
                case "s" -> number;
                default -> number / 1000;
            };
        }
        return Optional.of(seconds(total));
    }

    private static Duration seconds(double number) {
        return Duration.ofMillis((long) Math.ceil(number * 1000));
    }
}
