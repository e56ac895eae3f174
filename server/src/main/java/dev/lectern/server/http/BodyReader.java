package dev.lectern.server.http;

import dev.lectern.server.wire.Refusal;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Collects the body of a request as it comes, up to a limit; no thread waits for it. */
final class BodyReader implements Runnable {

    /** The attribute of a request whose body was read to its end. */
    static final String WHOLE = "dev.lectern.server.whole";

    private final Request request;
    private final long maxBytes;
    private final BodyBuffer buffer;
    private final CompletableFuture<ByteBuffer> whole = new CompletableFuture<>();

    private BodyReader(Request request, BodyMemory.Share memory, long maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.buffer = new BodyBuffer(memory);
    }

    /**
     * Reads a body.
     *
     * @return the body; a refusal with status 413 if it is longer than {@code maxBytes}, 503 if there is no memory for it now. Whoever
     *     completes it earlier ends the reading
     */
    static CompletableFuture<ByteBuffer> read(Request request, BodyMemory.Share memory, long maxBytes) {
        BodyReader reader = new BodyReader(request, memory, maxBytes);
        reader.run();
        return reader.whole;
    }

    @Override
    public void run() {
        while (!whole.isDone()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            } else if (Content.Chunk.isFailure(chunk)) {
                whole.completeExceptionally(broken());
                return;
            }
            take(chunk);
        }
    }

    private void take(Content.Chunk chunk) {
        boolean last = chunk.isLast();
        if (buffer.bytes() + chunk.remaining() > maxBytes) {
            chunk.release();
            whole.completeExceptionally(tooLarge(maxBytes));
            return;
        }
        boolean added = buffer.add(chunk.getByteBuffer());
        chunk.release();
        if (!added) {
            whole.completeExceptionally(Workers.busy());
        } else if (last) {
            end();
        }
    }

    private void end() {
        request.setAttribute(WHOLE, true);
        ByteBuffer body = buffer.whole();
        if (body == null) {
            whole.completeExceptionally(Workers.busy());
        } else {
            whole.complete(body);
        }
    }

    static Refusal tooLarge(long maxBytes) {
        return Refusal.of(413, "The body must be at most " + maxBytes + " bytes long, got: more. Send it in parts.");
    }

    static Refusal tooSlow() {
        return Refusal.of(408, "The body did not come in time. Send it again.");
    }

    /** The connection broke, or what came is no HTTP; nobody may be there to read this. */
    static Refusal broken() {
        return Refusal.of(400, "There was an error parsing the body");
    }
}
