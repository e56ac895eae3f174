package dev.lectern.server.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as the original's date library does, but for one thing: a text that is no date is never taken for the present.
 *
 * <p>ISO 8601 with its variants: year, month, day with {@code -}, {@code /} or {@code .} between them, or eight digits; day of the
 * year; week of the year; a time from hours to fractions, basic or extended, after {@code T} or one blank; an offset or {@code Z}.
 * UTC where there is none.
 *
 * @see <a href="https://arrow.readthedocs.io/en/1.3.0/">arrow 1.3, {@code parser.DateTimeParser.parse_iso}</a>
 */
public final class PluginDate {

    /** The shapes of a date, with the names of their parts; a text has one of them or is none. */
    private static final List<Pattern> DATES = List.of(
            Pattern.compile("(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})"),
            Pattern.compile("(?<year>\\d{4})/(?<month>\\d{1,2})/(?<day>\\d{1,2})"),
            Pattern.compile("(?<year>\\d{4})\\.(?<month>\\d{1,2})\\.(?<day>\\d{1,2})"),
            Pattern.compile("(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"),
            Pattern.compile("(?<year>\\d{4})-?(?<dayOfYear>\\d{3})"),
            Pattern.compile("(?<year>\\d{4})[-/.](?<month>\\d{2})"),
            Pattern.compile("(?<year>\\d{4})"),
            Pattern.compile("(?<year>\\d{4})-?[Ww](?<week>\\d{2})(?:-?(?<dayOfWeek>\\d))?"));

    private static final Pattern TIME =
            Pattern.compile("(?<hour>\\d{2})(?::?(?<minute>\\d{2}))?(?::?(?<second>\\d{2}))?(?:[.,](?<fraction>\\d+))?"
                    + "(?<zone>[Zz]|(?<sign>[+-])(?<zoneHour>\\d{2})(?::?(?<zoneMinute>\\d{2}))?)?");

    private PluginDate() {}

    /** What a text is. */
    public sealed interface Reading {}

    /**
     * A point in time.
     *
     * @param instant the point
     */
    public record Date(Instant instant) implements Reading {}

    /** Nothing that looks like a date. */
    public record NoDate() implements Reading {}

    /**
     * The shape of a date, but a day or an hour that there is not, such as February 30.
     *
     * @param problem what there is not
     */
    public record Impossible(String problem) implements Reading {}

    /** Reads a text. */
    public static Reading read(String text) {
        int divider = divider(text);
        if (divider == -2) {
            return new NoDate();
        }
        String datePart = divider < 0 ? text : text.substring(0, divider);
        Matcher time = TIME.matcher(divider < 0 ? "00" : text.substring(divider + 1));
        if (!time.matches()) {
            return new NoDate();
        }
        for (Pattern shape : DATES) {
            Matcher date = shape.matcher(datePart);
            if (date.matches()) {
                try {
                    return new Date(instant(day(date, shape), time));
                } catch (DateTimeException e) {
                    return new Impossible(String.valueOf(e.getMessage()));
                }
            }
        }
        return new NoDate();
    }

    /** Returns where the time begins, -1 if there is none, -2 if blanks stand where no date has them. */
    private static int divider(String text) {
        int blank = text.indexOf(' ');
        int letter = text.indexOf('T');
        if (blank >= 0) {
            return letter >= 0 || text.indexOf(' ', blank + 1) >= 0 ? -2 : blank;
        }
        return letter;
    }

    private static LocalDate day(Matcher date, Pattern shape) {
        int year = Integer.parseInt(date.group("year"));
        if (year == 0) {
            throw new DateTimeException("there is no year 0");
        }
        if (shape.pattern().contains("dayOfYear")) {
            return LocalDate.ofYearDay(year, Integer.parseInt(date.group("dayOfYear")));
        } else if (shape.pattern().contains("week")) {
            return week(year, date);
        }
        boolean hasMonth = shape.pattern().contains("month");
        boolean hasDay = shape.pattern().contains("<day>");
        return LocalDate.of(
                year,
                hasMonth ? Integer.parseInt(date.group("month")) : 1,
                hasDay ? Integer.parseInt(date.group("day")) : 1);
    }

    private static LocalDate week(int year, Matcher date) {
        String day = date.group("dayOfWeek");
        LocalDate inYear = LocalDate.of(year, 7, 1);
        return inYear.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(date.group("week")))
                .with(ChronoField.DAY_OF_WEEK, day == null ? 1 : Integer.parseInt(day));
    }

    private static Instant instant(LocalDate day, Matcher time) {
        int hour = Integer.parseInt(time.group("hour"));
        int minute = number(time.group("minute"));
        int second = number(time.group("second"));
        String fraction = time.group("fraction");
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        boolean midnightAfter = hour == 24 && minute == 0 && second == 0 && nanos == 0;
        LocalTime clock = LocalTime.of(midnightAfter ? 0 : hour, minute, second, nanos);
        return day.plusDays(midnightAfter ? 1 : 0).atTime(clock).toInstant(offset(time));
    }

    private static ZoneOffset offset(Matcher time) {
        if (time.group("sign") == null) {
            return ZoneOffset.UTC;
        }
        int sign = time.group("sign").equals("-") ? -1 : 1;
        int minutes = Integer.parseInt(time.group("zoneHour")) * 60 + number(time.group("zoneMinute"));
        return ZoneOffset.ofTotalSeconds(sign * minutes * 60);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
