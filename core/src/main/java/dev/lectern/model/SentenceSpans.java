package dev.lectern.model;

import dev.lectern.document.Span;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the sentences of a text: blank lines, headings and list items end one, and so does what {@link BreakIterator} says, except
 * after an abbreviation or an initial.
 */
final class SentenceSpans {

    private static final Pattern BLOCK = Pattern.compile(
            "(?>\\R)[ \\t]*\\R\\s*|\\R(?=[ \\t]*(?:[-*+•]|#{1,6}|\\d{1,3}[.)])[ \\t])|(?<=(?:^|\\n)#{1,6} [^\\n]{0,200})\\R");
    private static final Pattern ABBREVIATION = Pattern.compile(
            "(?:^|[\\s(\\[\"'])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Gen|Col|Lt|Capt|Rev|vs|etc|cf|e\\.g|i\\.e|No|Fig|approx|ca|p|pp|vol|\\p{Lu}|(?:\\p{L}\\.)+\\p{L})\\.\\s*$");

    private SentenceSpans() {}

    /** Returns the sentences in order, without the white space around them. */
    static List<Span> of(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int start = 0;
        while (block.find()) {
            addBlock(text, start, block.start(), spans);
            start = block.end();
        }
        addBlock(text, start, text.length(), spans);
        return spans;
    }

    /** Returns the texts of the sentences in order. */
    static List<String> texts(String text) {
        return of(text).stream().map(span -> span.of(text)).toList();
    }

    private static void addBlock(String text, int from, int to, List<Span> spans) {
        // A wrapped line is no end of a sentence: line breaks look like spaces to the iterator, offsets stay.
        String block = text.substring(from, to).replace('\n', ' ').replace('\r', ' ');
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(block);
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            boolean open = end < block.length()
                    && ABBREVIATION
                            .matcher(block.substring(Math.max(start, end - 20), end))
                            .find();
            if (!open) {
                addTrimmed(text, from + start, from + end, spans);
                start = end;
            }
        }
    }

    private static void addTrimmed(String text, int from, int to, List<Span> spans) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            spans.add(new Span(start, end));
        }
    }
}
