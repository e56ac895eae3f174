package dev.lectern.testkit;

import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps the events of one answer. For tests. Thread-safe. */
public final class AnswerEvents implements AnswerListener {

    private final List<AnswerEvent> events = new CopyOnWriteArrayList<>();

    /** Starts without events. */
    public AnswerEvents() {}

    @Override
    public void on(AnswerEvent event) {
        events.add(event);
    }

    /** Returns all events so far. */
    public List<AnswerEvent> all() {
        return List.copyOf(events);
    }

    /** Returns the events so far but those of a kind. */
    public List<AnswerEvent> without(Class<? extends AnswerEvent> kind) {
        return events.stream().filter(event -> !kind.isInstance(event)).toList();
    }

    /** Returns the pieces of text since the last restart. */
    public List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.Restart) {
                pieces.clear();
            } else if (event instanceof AnswerEvent.Text text) {
                pieces.add(text.piece());
            }
        }
        return pieces;
    }

    /** Returns the text as a listener has it now: the pieces since the last restart, joined. */
    public String text() {
        return String.join("", pieces());
    }

    /**
     * Returns a subscriber that keeps events here and asks for one at a time.
     *
     * @param end gets the number of events when they end, or the failure
     */
    public Flow.Subscriber<AnswerEvent> oneByOne(CompletableFuture<Integer> end) {
        return new Flow.Subscriber<>() {

            private Flow.@Nullable Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(AnswerEvent event) {
                on(event);
                if (subscription != null) {
                    subscription.request(1);
                }
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(events.size());
            }
        };
    }
}
