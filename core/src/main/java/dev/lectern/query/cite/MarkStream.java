package dev.lectern.query.cite;

import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.SourceMarks;
import java.util.List;

/**
 * Passes the events of an answer on and numbers its marks anew as they come. Text is held back only from an opening bracket to the
 * character that shows whether it begins a mark. One thread at a time.
 */
final class MarkStream implements AnswerListener {

    /** A longer list of numbers is put right at the end. */
    private static final int LONGEST_MARK = 200;

    private final AnswerListener listener;
    private final StringBuilder told = new StringBuilder();
    private final StringBuilder open = new StringBuilder();
    private List<ScoredNode> sources = List.of();
    private Numbering numbering = start();

    MarkStream(AnswerListener listener) {
        this.listener = listener;
    }

    private Numbering start() {
        return new Numbering(number -> number >= 1 && number <= sources.size());
    }

    @Override
    public void on(AnswerEvent event) {
        if (event instanceof AnswerEvent.Text text) {
            take(text.piece());
        } else if (event instanceof AnswerEvent.Restart) {
            restart();
        } else if (event instanceof AnswerEvent.Sources known) {
            sources = known.nodes();
            listener.on(event);
        } else if (event instanceof AnswerEvent.Stage) {
            listener.on(event);
        }
    }

    private void restart() {
        told.setLength(0);
        open.setLength(0);
        numbering = start();
        listener.on(new AnswerEvent.Restart());
    }

    private void take(String piece) {
        StringBuilder ready = new StringBuilder();
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '[') {
                ready.append(open);
                open.setLength(0);
                open.append(c);
            } else if (open.isEmpty()) {
                ready.append(c);
            } else {
                open.append(c);
                if (c == ']') {
                    ready.append(SourceMarks.rewrite(open.toString(), this::written));
                    open.setLength(0);
                } else if (!mayBeMark(c)) {
                    ready.append(open);
                    open.setLength(0);
                }
            }
        }
        tell(ready.toString());
    }

    private boolean mayBeMark(char c) {
        return open.length() < LONGEST_MARK && ((c >= '0' && c <= '9') || c == ',' || Character.isWhitespace(c));
    }

    private String written(int number) {
        boolean seen = numbering.has(number);
        String written = numbering.written(number);
        if (!seen && numbering.has(number)) {
            listener.on(new AnswerEvent.Numbered(numbering.number(number), sources.get(number - 1)));
        }
        return written;
    }

    private void tell(String text) {
        if (!text.isEmpty()) {
            told.append(text);
            listener.on(new AnswerEvent.Text(text));
        }
    }

    /** Ends the text as the response has it, anew if quotes show that a mark was none. */
    void end(Response checked) {
        String rest = open.toString();
        open.setLength(0);
        tell(rest);
        if (!told.toString().equals(checked.text())) {
            listener.on(new AnswerEvent.Restart());
            checked.citedSources()
                    .forEach(source -> listener.on(new AnswerEvent.Numbered(source.number(), source.source())));
            listener.on(new AnswerEvent.Text(checked.text()));
        }
    }
}
