package dev.lectern.synthesize;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events of one answer. Thread-safe. */
final class AnswerEvents implements AnswerListener {

    final List<AnswerEvent> all = new CopyOnWriteArrayList<>();

    @Override
    public void on(AnswerEvent event) {
        all.add(event);
    }

    List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (AnswerEvent event : all) {
            if (event instanceof AnswerEvent.Restart) {
                pieces.clear();
            } else if (event instanceof AnswerEvent.Text text) {
                pieces.add(text.piece());
            }
        }
        return pieces;
    }

    String text() {
        return String.join("", pieces());
    }
}
