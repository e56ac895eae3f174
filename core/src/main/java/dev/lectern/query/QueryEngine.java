package dev.lectern.query;

import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.Response;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

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

    /** Answers a question on an executor; a failure completes the future exceptionally. */
    default CompletableFuture<Response> queryAsync(Query query, Executor executor) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(executor, "executor");
        return CompletableFuture.supplyAsync(() -> query(query), executor);
    }
}
