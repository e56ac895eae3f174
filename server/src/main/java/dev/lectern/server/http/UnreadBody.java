package dev.lectern.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Reads on for a while after a refusal, so that a client that is still sending sees the answer instead of a broken connection.
 *
 * <p>Bounded by bytes here and by the connection's own time limits.
 */
final class UnreadBody implements Runnable {

    /** What a client has under way when the answer reaches it, and a file of everyday size. */
    private static final long MAX_BYTES = 4L << 20;

    private final Request request;
    private final Callback callback;
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
            new UnreadBody(request, callback).run();
        }
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            discarded += chunk.remaining();
            boolean end = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (end || discarded > MAX_BYTES) {
                callback.succeeded();
                return;
            }
        }
    }
}
