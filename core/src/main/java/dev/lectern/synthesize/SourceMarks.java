package dev.lectern.synthesize;

import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and rewrites the marks by which an answer points to its sources: numbers in square brackets, {@code [3]} or {@code [1, 3]}.
 *
 * <p>A mark inside a quote is the document's own, such as the number of a footnote, and is left alone. Stateless, thread-safe.
 */
public final class SourceMarks {

    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,6}(?:\\s*,\\s*\\d{1,6})*)\\]");

    private SourceMarks() {}

    /**
     * One mark.
     *
     * @param span where it stands, with its brackets
     * @param numbers the numbers in it, in order, each once
     */
    public record Mark(Span span, List<Integer> numbers) {

        /** Makes a mark; the list is copied. */
        public Mark {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * A text with other marks.
     *
     * @param text the text
     * @param quotes the quotes, moved to where they stand now and numbered anew
     */
    public record Rewritten(String text, List<Quote> quotes) {

        /** Makes a rewritten text; the list is copied. */
        public Rewritten {
            quotes = List.copyOf(quotes);
        }
    }

    /** Returns the marks of an answer in text order. */
    public static List<Mark> find(String text, List<Quote> quotes) {
        List<Mark> marks = new ArrayList<>();
        Matcher matcher = MARK.matcher(text);
        while (matcher.find()) {
            Span place = new Span(matcher.start(), matcher.end());
            if (quotes.stream().noneMatch(quote -> quote.answerSpan().contains(place))) {
                marks.add(new Mark(place, numbers(matcher.group(1))));
            }
        }
        return marks;
    }

    private static List<Integer> numbers(String list) {
        Set<Integer> numbers = new LinkedHashSet<>();
        Arrays.stream(list.split("\\s*,\\s*", -1)).map(Integer::valueOf).forEach(numbers::add);
        return List.copyOf(numbers);
    }

    /** Returns a mark with other numbers: {@code mark}, when its brackets hold numbers, else the text as it is. */
    public static String rewrite(String mark, IntFunction<String> written) {
        Matcher matcher = MARK.matcher(mark);
        return matcher.matches() ? spelled(numbers(matcher.group(1)), written) : mark;
    }

    /** What is no number gets brackets of its own behind the others, so that these still are a mark. */
    private static String spelled(List<Integer> numbers, IntFunction<String> written) {
        Set<String> known = new LinkedHashSet<>();
        Set<String> other = new LinkedHashSet<>();
        for (int number : numbers) {
            String text = written.apply(number);
            (text.chars().allMatch(Character::isDigit) ? known : other).add(text);
        }
        String mark = known.isEmpty() ? "" : "[" + String.join(", ", known) + "]";
        return mark + (other.isEmpty() ? "" : "[" + String.join("][", other) + "]");
    }

    /**
     * Writes other numbers into the marks of an answer.
     *
     * @param written what to write for a number in a mark; what is no number gets brackets of its own
     * @param quoted the new number of a quote's source
     */
    public static Rewritten rewrite(
            String text, List<Quote> quotes, IntFunction<String> written, IntUnaryOperator quoted) {
        StringBuilder changed = new StringBuilder(text.length());
        int[] shifts = new int[text.length() + 1];
        int copied = 0;
        int shift = 0;
        for (Mark mark : find(text, quotes)) {
            Arrays.fill(shifts, copied, mark.span().end(), shift);
            changed.append(text, copied, mark.span().start()).append(spelled(mark.numbers(), written));
            copied = mark.span().end();
            shift = changed.length() - copied;
        }
        Arrays.fill(shifts, copied, shifts.length, shift);
        changed.append(text, copied, text.length());
        List<Quote> moved = quotes.stream()
                .map(quote -> new Quote(
                        quote.answerSpan().shift(shifts[quote.answerSpan().start()]),
                        quoted.applyAsInt(quote.number()),
                        quote.documentId(),
                        quote.documentSpan()))
                .toList();
        return new Rewritten(changed.toString(), moved);
    }
}
