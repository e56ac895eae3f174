package dev.lectern.server.http;

import dev.lectern.server.api.Endpoint;
import dev.lectern.server.wire.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. Used by one thread after the other. */
final class Exchange {

    /** One line for each request. */
    private static final Logger access = LoggerFactory.getLogger("dev.lectern.server.access");

    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern FIT_FOR_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Metrics metrics;
    private final String id;
    private final List<Runnable> afterwards = new ArrayList<>();
    private String name = "other";

    Exchange(Request request, Response response, Callback callback, Metrics metrics) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.metrics = metrics;
        String given = request.getHeaders().get(REQUEST_ID);
        this.id = given != null && FIT_FOR_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        response.getHeaders().put(REQUEST_ID, id);
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    /** Returns the client's id of the request where it is fit for a header, else one of our own. */
    String id() {
        return id;
    }

    /** Returns method and path of the endpoint; never what the client sent, which could be anything. */
    String name() {
        return name;
    }

    void serves(Endpoint endpoint) {
        this.name = endpoint.method() + " " + endpoint.path();
    }

    /** Adds what is to be done once the answer is out, whatever it is. */
    synchronized void afterwards(Runnable work) {
        afterwards.add(work);
    }

    void send(Reply reply) {
        response.setStatus(reply.status());
        if (!reply.contentType().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        }
        reply.headers().forEach((header, value) -> response.getHeaders().put(new HttpField(header, value)));
        ByteBuffer body = reply.body().duplicate();
        if (reply.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        }
        boolean unread = !UnreadBody.isNone(request);
        if (unread && closes(reply.status())) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        boolean silent = HttpMethod.HEAD.is(request.getMethod());
        response.write(
                true, silent ? ByteBuffer.allocate(0) : body, Callback.from(() -> finish(reply, unread), this::fail));
    }

    /** A body that was too large or too slow is not waited for. */
    private static boolean closes(int status) {
        return status == 408 || status == 413;
    }

    private void finish(Reply reply, boolean unread) {
        end(reply.status());
        if (unread && reply.status() != 408) { // of one that sends nothing, nothing is to be read
            UnreadBody.discard(request, callback);
        } else {
            callback.succeeded();
        }
    }

    /** The client is gone. */
    private void fail(Throwable failure) {
        end(499);
        callback.failed(failure);
    }

    /** Ends what could not even be answered. */
    @Nullable
    Void giveUp(Throwable failure) {
        fail(failure);
        return null;
    }

    private void end(int status) {
        long nanos = System.nanoTime() - request.getBeginNanoTime();
        metrics.answered(name, status, nanos);
        access.info("{} {} {} {} ms", id, name, status, TimeUnit.NANOSECONDS.toMillis(nanos));
        List<Runnable> work;
        synchronized (this) {
            work = List.copyOf(afterwards);
        }
        work.forEach(Runnable::run);
    }
}
