package dev.lectern.query.cite;

import dev.lectern.document.Span;
import dev.lectern.synthesize.SourceMarks;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what each mark of an answer is about: the text before it, back to the mark before or the start of its paragraph. Marks side by
 * side are about the same. A mark at the start of a paragraph is about what follows it.
 */
final class Statements {

    /** What a mark is about. */
    record Statement(SourceMarks.Mark mark, Span span) {}

    private Statements() {}

    static List<Statement> of(String text, List<SourceMarks.Mark> marks) {
        List<Statement> statements = new ArrayList<>();
        int from = 0;
        Span last = new Span(0, 0);
        for (int i = 0; i < marks.size(); i++) {
            Span mark = marks.get(i).span();
            if (marks.get(i).heading()) {
                from = text.indexOf('\n', mark.end());
                last = new Span(from, from);
                continue;
            }
            Span before = trimmed(text, Math.max(from, paragraphStart(text, from, mark.start())), mark.start());
            if (before.length() > 0) {
                last = before;
            } else if (last.length() == 0 || startsParagraph(text, from, mark.start())) {
                int next = i + 1 < marks.size() ? marks.get(i + 1).span().start() : text.length();
                last = trimmed(text, mark.end(), paragraphEnd(text, mark.end(), next));
            }
            statements.add(new Statement(marks.get(i), last));
            from = mark.end();
        }
        return statements;
    }

    private static int paragraphStart(String text, int from, int to) {
        int line = text.lastIndexOf("\n\n", to - 1);
        return line < from ? from : line + 2;
    }

    private static boolean startsParagraph(String text, int from, int at) {
        return text.substring(from, at).contains("\n\n");
    }

    private static int paragraphEnd(String text, int from, int to) {
        int line = text.indexOf("\n\n", from);
        return line < 0 ? to : Math.min(line, to);
    }

    /** Leaves out white space and punctuation at the start, and white space at the end. */
    private static Span trimmed(String text, int start, int end) {
        int from = start;
        while (from < end && !Character.isLetterOrDigit(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        int to = end;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return from >= to ? new Span(start, start) : new Span(from, to);
    }
}
