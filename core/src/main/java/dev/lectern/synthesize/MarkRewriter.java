package dev.lectern.synthesize;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes other numbers into the marks of an answer while it comes, after the rules of {@link SourceMarks}. Text is held back only from
 * where a mark may begin, or code in a line, to the character that shows whether it does. One thread at a time.
 */
public final class MarkRewriter {

    private final MarkScan scan;
    private final IntFunction<String> written;
    private int given;

    /**
     * Starts before the first piece.
     *
     * @param sources how many sources there are
     * @param written as in {@link SourceMarks#rewrite}
     */
    public MarkRewriter(int sources, IntFunction<String> written) {
        this.scan = new MarkScan(List.of(), sources);
        this.written = written;
    }

    /** Takes the next piece and returns what is known by it; may be empty. */
    public String next(String piece) {
        scan.add(piece);
        return settled();
    }

    /** Returns what was held back, since nothing follows. */
    public String end() {
        scan.complete();
        return settled();
    }

    private String settled() {
        StringBuilder ready = new StringBuilder();
        for (SourceMarks.Mark mark = scan.next(); mark != null; mark = scan.next()) {
            ready.append(scan.text(), given, mark.span().start()).append(SourceMarks.spelled(mark, written));
            given = mark.span().end();
        }
        if (given < scan.settled()) {
            ready.append(scan.text(), given, scan.settled());
            given = scan.settled();
        }
        return ready.toString();
    }
}
