package dev.lectern.cli;

import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import java.io.PrintWriter;

/** Prints an answer while it is made. One thread at a time. */
final class StreamedText implements AnswerListener {

    private final PrintWriter out;
    private boolean begun;

    StreamedText(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void on(AnswerEvent event) {
        if (event instanceof AnswerEvent.Text text) {
            out.print(text.piece());
            begun = true;
        } else if (event instanceof AnswerEvent.Restart && begun) {
            out.print("\n(The model took this back.)\n\n"); // what was printed cannot be unprinted
        } else if (event instanceof AnswerEvent.Done && begun) {
            out.println();
        }
        out.flush();
    }
}
