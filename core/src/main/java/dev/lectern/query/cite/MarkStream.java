package dev.lectern.query.cite;

import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.MarkRewriter;
import dev.lectern.synthesize.Response;
import java.util.List;

/** Passes the events of an answer on and numbers its marks anew as they come. One thread at a time. */
final class MarkStream implements AnswerListener {

    private final AnswerListener listener;
    private final StringBuilder told = new StringBuilder();
    private List<ScoredNode> sources = List.of();
    private Numbering numbering = numbering();
    private MarkRewriter rewriter = rewriter();

    MarkStream(AnswerListener listener) {
        this.listener = listener;
    }

    private Numbering numbering() {
        return new Numbering(number -> number >= 1 && number <= sources.size());
    }

    private MarkRewriter rewriter() {
        return new MarkRewriter(sources.size(), this::written);
    }

    private void start() {
        numbering = numbering();
        rewriter = rewriter();
    }

    @Override
    public void on(AnswerEvent event) {
        if (event instanceof AnswerEvent.Text text) {
            tell(rewriter.next(text.piece()));
        } else if (event instanceof AnswerEvent.Restart) {
            restart();
        } else if (event instanceof AnswerEvent.Sources known) {
            sources = known.nodes();
            start();
            listener.on(event);
        } else if (event instanceof AnswerEvent.Stage) {
            listener.on(event);
        }
    }

    private void restart() {
        told.setLength(0);
        start();
        listener.on(new AnswerEvent.Restart());
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
        tell(rewriter.end());
        if (!told.toString().equals(checked.text())) {
            listener.on(new AnswerEvent.Restart());
            checked.sources()
                    .forEach(source -> listener.on(new AnswerEvent.Numbered(source.number(), source.source())));
            tell(checked.text());
        }
    }
}
