package dev.lectern.query;

import dev.lectern.model.Cancellation;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.SourceReference;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * Answers questions with sources.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * @implSpec A question for which nothing is found is no error: the response says so. The contract test is {@code QueryEngineContract}.
 */
@FunctionalInterface
public interface QueryEngine {

    /**
     * Answers a question.
     *
     * @throws dev.lectern.failure.LecternException if a station of the route fails; {@code station()} names it
     */
    Response query(Query query);

    /** Answers a question with the defaults of the retriever. */
    default Response query(String question) {
        return query(Query.of(question));
    }

    /**
     * Answers a question unless it is cancelled.
     *
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, work under way is not ended: its response is thrown away.
     */
    default Response query(Query query, Cancellation cancellation) {
        cancellation.check(AnswerEvent.SUBJECT);
        Response response = query(query);
        cancellation.check(AnswerEvent.SUBJECT);
        return response;
    }

    /**
     * Retrieves for a question and says what an answer would take, without calling a language model for it; what cannot be known without, as which engine a
     * model would choose, is a note. Retrieval itself is done, also where it takes a language model.
     *
     * @throws UnsupportedOperationException if this engine cannot tell, as unless overridden
     */
    default Explanation explain(Query query) {
        throw new UnsupportedOperationException("Could not explain the answer: "
                + getClass().getSimpleName() + " does not tell its calls before it makes them.");
    }

    /** Answers a question and tells of it on the way. */
    default Response stream(Query query, AnswerListener listener) {
        return stream(query, listener, Cancellation.none());
    }

    /**
     * Answers a question and tells of it on the way: sources first, then the text piece by piece, cost and response last.
     *
     * <p>The pieces since the last {@link AnswerEvent.Restart}, joined, are the text of the response, and that is the text that
     * {@link #query(Query)} gives, for a model that answers the same twice.
     *
     * @param listener is told on the calling thread, one event at a time; what it throws ends the answer
     * @return the response, which {@link AnswerEvent.Done} told as well
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, all events come at the end, and the text is one piece.
     */
    default Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Objects.requireNonNull(listener, "listener");
        Response response = query(query, cancellation);
        listener.on(new AnswerEvent.Sources(
                response.sources().stream().map(SourceReference::source).toList()));
        if (!response.text().isEmpty()) {
            listener.on(new AnswerEvent.Text(response.text()));
        }
        listener.on(new AnswerEvent.Cost(response.usage()));
        listener.on(new AnswerEvent.Done(response));
        return response;
    }

    /**
     * Returns the events of {@link #stream(Query, AnswerListener)} as a publisher.
     *
     * <p>Each subscription asks the question anew, on a thread of the executor that it holds to its end. That thread waits while the
     * subscriber has asked for no event, so nothing piles up, and the model is held back. To cancel the subscription ends the model
     * call under way.
     *
     * @param executor runs the work; one that runs it on the calling thread will not do
     */
    default Flow.Publisher<AnswerEvent> publisher(Query query, Executor executor) {
        return new AnswerPublisher(this, query, executor);
    }

    /**
     * Answers a question on an executor; a failure completes the future exceptionally, and a future that is cancelled, or completed
     * exceptionally as by {@code orTimeout}, ends the model call under way.
     */
    default CompletableFuture<Response> queryAsync(Query query, Executor executor) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(executor, "executor");
        Cancellation cancellation = Cancellation.create();
        CompletableFuture<Response> future = CompletableFuture.supplyAsync(() -> query(query, cancellation), executor);
        var unused = future.whenComplete((response, failure) -> {
            if (failure != null) {
                cancellation.cancel();
            }
        });
        return future;
    }
}
