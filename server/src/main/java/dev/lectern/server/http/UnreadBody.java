package dev.lectern.server.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads on for a while after a refusal, so that a client that is still sending sees the answer instead of a broken connection.
 *
 * <p>Bounded by bytes and by time.
 */
final class UnreadBody implements Runnable {

    /** What a client has under way when the answer reaches it, and a file of everyday size. */
    private static final long MAX_BYTES = 4L << 20;

    /** Long enough for what is under way on a slow line; nobody is owed more. */
    private static final long MAX_MILLIS = 2_000;

    private final Request request;
    private final Callback callback;
    private final AtomicBoolean done = new AtomicBoolean();
    private long discarded;

    private UnreadBody(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
    }

    /** Tells whether the request has no body, or it was read to its end. */
    static boolean isNone(Request request) {
        return request.getLength() == 0
                || (request.getLength() < 0
                        && request.getHeaders().get(HttpHeader.TRANSFER_ENCODING) == null
                        && request.getConnectionMetaData().getHttpVersion().getVersion() < 20)
                || Boolean.TRUE.equals(request.getAttribute(BodyReader.WHOLE));
    }

    static void discard(Request request, Callback callback) {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            callback.succeeded(); // nothing comes; the client waits for our word before it sends
        } else {
            UnreadBody body = new UnreadBody(request, callback);
            request.getComponents().getScheduler().schedule(body::end, MAX_MILLIS, TimeUnit.MILLISECONDS);
            body.run();
        }
    }

    @Override
    public void run() {
        while (!done.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            discarded += chunk.remaining();
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last || discarded > MAX_BYTES) {
                end();
            }
        }
    }

    private void end() {
        if (done.compareAndSet(false, true)) {
            callback.succeeded();
        }
    }
}
