package dev.lectern.server.http;

import dev.lectern.server.api.Call;
import dev.lectern.server.api.Endpoint;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes each request through route, access, limits, body, work and answer, in this order. Nothing of a body is read before the sender is
 * known; no thread waits for a body. Thread-safe.
 */
public final class PluginHandler extends Handler.Abstract {

    private final Routes routes;
    private final Cors cors;
    private final Access access;
    private final Intake intake;
    private final Workers workers;
    private final Metrics metrics;

    /** Makes the handler. */
    public PluginHandler(Routes routes, Cors cors, Access access, Intake intake, Workers workers, Metrics metrics) {
        this.routes = routes;
        this.cors = cors;
        this.access = access;
        this.intake = intake;
        this.workers = workers;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, metrics);
        cors.open(exchange);
        CompletableFuture<Void> unused = answer(exchange)
                .exceptionally(thrown -> replyTo(thrown, exchange))
                .thenAccept(exchange::send)
                .exceptionally(exchange::giveUp);
        return true;
    }

    private CompletableFuture<Reply> answer(Exchange exchange) {
        try {
            cors.answerPreflight(exchange); // 200 or 400, where there is CORS
            Routes.Route route = routes.find(exchange.request()); // 307, 404, 405
            exchange.serves(route.endpoint());
            access.require(route.endpoint().right(), exchange.request()); // 401, 403
            CompletableFuture<Call> call = intake.read(route, exchange); // 400, 408, 413, 503
            return work(route.endpoint(), call, exchange); // 422, 500, 503
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Reply> work(Endpoint endpoint, CompletableFuture<Call> call, Exchange exchange) {
        return endpoint.body() == Endpoint.Body.NONE
                ? call.thenApply(endpoint.operation()::answer)
                : call.thenCompose(ready ->
                        workers.run(exchange.id(), () -> endpoint.operation().answer(ready)));
    }

    private static Reply replyTo(Throwable thrown, Exchange exchange) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof Refusal refusal ? refusal.reply() : Failures.replyTo(cause, exchange);
    }
}
