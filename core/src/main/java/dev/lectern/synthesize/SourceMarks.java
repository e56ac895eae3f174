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
import java.util.stream.Collectors;

/**
 * Finds and rewrites the marks by which an answer points to its sources.
 *
 * <p>A mark is one or more numbers in brackets, as models write them: {@code [3]}, {@code [1, 3]}, {@code [1; 3]}, {@code [1-3]},
 * {@code [Source 3]}, {@code [^3]}, {@code 【3】}, {@code 【3†source】}. All are rewritten as {@code [1, 3]}. The numbers of a heading that
 * stands alone in its line, {@code Source 3:} as in answers that accumulate, are rewritten too; they claim nothing.
 *
 * <p>These are no marks, and left alone:
 *
 * <ul>
 *   <li>what stands inside a quote: it is the document's own, such as the number of a footnote;
 *   <li>code: between fences, or between backticks in one line;
 *   <li>the text of a Markdown link, {@code [1](https://...)};
 *   <li>an element of an array or an array in JSON: brackets right behind a lone small letter or a name with an underscore, {@code a[1]}, and
 *       behind the name of a member, {@code "lines": [1, 2]};
 *   <li>years and the like: brackets with a number of four digits or more that no source has, {@code [2024]}.
 * </ul>
 *
 * <p>Stateless, thread-safe.
 */
public final class SourceMarks {

    private SourceMarks() {}

    /**
     * One mark.
     *
     * @param span where it stands, with its brackets; of a heading, where the numbers stand
     * @param numbers the numbers in it, in order, each once; of a range that goes beyond the sources, the number it ends with stands for
     *     those
     * @param heading whether it is the heading of what follows, and no claim
     */
    public record Mark(Span span, List<Integer> numbers, boolean heading) {

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

    /**
     * Returns the marks of an answer in text order.
     *
     * @param sources how many there are
     */
    public static List<Mark> find(String text, List<Quote> quotes, int sources) {
        MarkScan scan = new MarkScan(quotes, sources).add(text).complete();
        List<Mark> marks = new ArrayList<>();
        for (Mark mark = scan.next(); mark != null; mark = scan.next()) {
            marks.add(mark);
        }
        return marks;
    }

    /** Returns the numbers that an answer points to, by a mark or a quote, whether there is such a source or not. */
    public static Set<Integer> cited(String text, List<Quote> quotes, int sources) {
        Set<Integer> cited = quotes.stream().map(Quote::number).collect(Collectors.toSet());
        find(text, quotes, sources).stream()
                .filter(mark -> !mark.heading())
                .forEach(mark -> cited.addAll(mark.numbers()));
        return cited;
    }

    /** What is no number gets brackets of its own behind the others, so that these still are a mark. */
    static String spelled(Mark mark, IntFunction<String> written) {
        Set<String> known = new LinkedHashSet<>();
        Set<String> other = new LinkedHashSet<>();
        for (int number : mark.numbers()) {
            String text = written.apply(number);
            (mark.heading() || text.chars().allMatch(Character::isDigit) ? known : other).add(text);
        }
        String numbers = String.join(", ", known);
        if (mark.heading()) {
            return numbers;
        }
        String spelled = known.isEmpty() ? "" : "[" + numbers + "]";
        return spelled + (other.isEmpty() ? "" : "[" + String.join("][", other) + "]");
    }

    /**
     * Writes other numbers into the marks of an answer.
     *
     * @param sources how many there are before
     * @param written what to write for a number in a mark; what is no number gets brackets of its own
     * @param quoted the new number of a quote's source
     */
    public static Rewritten rewrite(
            String text, List<Quote> quotes, int sources, IntFunction<String> written, IntUnaryOperator quoted) {
        StringBuilder changed = new StringBuilder(text.length());
        int[] shifts = new int[text.length() + 1];
        int copied = 0;
        int shift = 0;
        for (Mark mark : find(text, quotes, sources)) {
            Arrays.fill(shifts, copied, mark.span().end(), shift);
            changed.append(text, copied, mark.span().start()).append(spelled(mark, written));
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
