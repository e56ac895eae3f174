package dev.lectern.synthesize;

import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks over an answer, whole or as it comes, and stops at each mark, after the rules of {@link SourceMarks}. One thread at a time. */
final class MarkScan {

    /** What could still become a mark, and is longer, is taken for text while an answer comes. */
    private static final int LONGEST_WAIT = 200;

    /** Numbers from here on are years and the like where there are not as many sources. */
    private static final int FIRST_YEAR = 1000;

    private static final String WORD = "(?:(?i:sources?)[\\s:#]*)?\\^?";

    private static final String RANGE = "(\\d{1,6})(?:\\s*[-\u2010-\u2015\u2212]\\s*" + WORD + "(\\d{1,6}))?";

    private static final Pattern NUMBERS = Pattern.compile(RANGE);

    private static final Pattern BRACKET = Pattern.compile("[\\[\u3010\uFF3B]\\s*" + WORD + RANGE
            + "(?:\\s*(?:[,;&]|,?\\s*and)\\s*" + WORD + RANGE + ")*+"
            + "\\s*(?:\u2020[^\\[\\]\u3010\u3011\n]{0,80})?[\\]\u3011\uFF3D](?!\\()");

    private static final Pattern HEADING =
            Pattern.compile("Sources? (\\d{1,6}(?:, \\d{1,6})*+)(?:, part \\d+ of \\d+)?:(?=\n)");

    private static final Pattern FENCE = Pattern.compile("[ \t]*(?:`{3,}[^`\n]*|~{3,}[^\n]*)(?:\n|\\z)");

    private static final Pattern FENCE_END = Pattern.compile("[ \t]*(?:`{3,}|~{3,})");

    /** What stands before the brackets of an array: a name of code that is no unit ("5 m"), or the name of a JSON member. */
    private static final Pattern BEFORE_ARRAY = Pattern.compile(
            "(?:(?<![\\p{L}\\p{N}_'\u2019.])(?<!\\d[ \u00A0])[a-z]|[A-Za-z0-9]_\\w*(?<!_)|\":\\s{0,3})\\z");

    private final StringBuilder text = new StringBuilder();
    private final List<Quote> quotes;
    private final int sources;
    private boolean complete;
    private int at;
    private int arrayEnd = -1;
    private boolean fenced;
    private boolean open;
    private SourceMarks.@Nullable Mark found;

    /**
     * Starts with nothing to walk over.
     *
     * @param quotes of the whole answer; not known while it comes
     * @param sources how many there are
     */
    MarkScan(List<Quote> quotes, int sources) {
        this.quotes = quotes;
        this.sources = sources;
    }

    MarkScan add(String piece) {
        text.append(piece);
        return this;
    }

    /** Says that nothing more comes. */
    MarkScan complete() {
        complete = true;
        return this;
    }

    StringBuilder text() {
        return text;
    }

    /** Returns up to where it is known what the text means. */
    int settled() {
        return at;
    }

    /** Returns the next mark, and settles the text to its end; null where there is none as far as is known. */
    SourceMarks.@Nullable Mark next() {
        found = null;
        open = false;
        while (found == null && at < text.length()) {
            int end = step();
            if (open) {
                return null;
            }
            at = end;
        }
        return found;
    }

    /** Returns the end of what begins here, as far as it is known to hold one mark at most. */
    private int step() {
        for (Quote quote : quotes) {
            if (quote.answerSpan().start() <= at && at < quote.answerSpan().end()) {
                return quote.answerSpan().end();
            }
        }
        if (at == 0 || text.charAt(at - 1) == '\n') {
            Matcher fence = here(fenced ? FENCE_END : FENCE);
            if (fence != null) {
                fenced = !fenced;
                return fence.end();
            }
            Matcher heading = fenced || open ? null : here(HEADING);
            if (heading != null) {
                return mark(new Span(heading.start(1), heading.end(1)), true) ? heading.end() : at + 1;
            }
        }
        char c = text.charAt(at);
        if (fenced || open) {
            return at + 1;
        }
        return c == '`' ? code() : c == '[' || c == '\u3010' || c == '\uFF3B' ? bracket() : at + 1;
    }

    /** Matches from here on; where more text could tell otherwise, and comes, the scan is open. */
    private @Nullable Matcher here(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        matcher.region(at, text.length());
        boolean matches = matcher.lookingAt();
        open |= matcher.hitEnd() && waits();
        return matches && !open ? matcher : null;
    }

    private boolean waits() {
        return !complete && text.length() - at < LONGEST_WAIT;
    }

    private int bracket() {
        Matcher matcher = here(BRACKET);
        if (matcher == null) {
            return at + 1;
        }
        boolean array = at == arrayEnd
                || BEFORE_ARRAY
                        .matcher(text.substring(Math.max(0, at - 80), at))
                        .find();
        if (array) {
            arrayEnd = matcher.end();
        }
        return !array && mark(new Span(matcher.start(), matcher.end()), false) ? matcher.end() : at + 1;
    }

    /** Skips code between equal runs of backticks in one line; a run without its like is text. */
    private int code() {
        int run = runEnd(at);
        int from = run;
        while (from < text.length() && text.charAt(from) != '\n') {
            int end = text.charAt(from) == '`' ? runEnd(from) : from + 1;
            if (text.charAt(from) == '`' && end - from == run - at && (end < text.length() || !waits())) {
                return end;
            }
            from = end;
        }
        open = from == text.length() && waits();
        return run;
    }

    private int runEnd(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '`') {
            end++;
        }
        return end;
    }

    private boolean mark(Span span, boolean heading) {
        List<Integer> numbers = numbers(text.substring(span.start(), span.end()));
        if (numbers.isEmpty()) {
            return false;
        }
        found = new SourceMarks.Mark(span, numbers, heading);
        return true;
    }

    /** Returns the numbers in a mark; none where one is a year. Of a range beyond the sources its ends stand for it. */
    private List<Integer> numbers(String mark) {
        int reference = mark.indexOf('\u2020');
        Matcher matcher = NUMBERS.matcher(reference < 0 ? mark : mark.substring(0, reference));
        Set<Integer> numbers = new LinkedHashSet<>();
        while (matcher.find()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (Math.max(first, last) >= FIRST_YEAR && Math.max(first, last) > sources) {
                return List.of();
            }
            numbers.add(first);
            for (int number = first + 1; number < last && number <= sources; number++) {
                numbers.add(number);
            }
            numbers.add(last);
        }
        return List.copyOf(numbers);
    }
}
