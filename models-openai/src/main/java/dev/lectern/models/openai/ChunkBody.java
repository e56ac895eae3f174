package dev.lectern.models.openai;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it arrives: the thread of the caller takes chunk by chunk, each within a limit of time.
 *
 * <p>The next chunk is asked of the connection when the one before is taken, so that no more than one waits here. One thread takes;
 * {@link #close} may come from any.
 */
final class ChunkBody implements HttpResponse.BodySubscriber<ChunkBody>, AutoCloseable {

    /** What arrives: bytes, or the end, with its cause if it came too early. */
    private record Arrival(
            @Nullable List<ByteBuffer> bytes, @Nullable Throwable fault) {}

    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private final Object lock = new Object();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;
    private @Nullable Arrival end;

    @Override
    public CompletionStage<ChunkBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        boolean late;
        synchronized (lock) {
            subscription = started;
            late = closed;
        }
        if (late) {
            started.cancel();
        } else {
            started.request(1);
        }
    }

    private Flow.@Nullable Subscription subscription() {
        synchronized (lock) {
            return subscription;
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Arrival(buffers, null));
    }

    @Override
    public void onError(Throwable cause) {
        arrived.add(new Arrival(null, cause));
    }

    @Override
    public void onComplete() {
        arrived.add(new Arrival(null, null));
    }

    /**
     * Returns the next bytes; null at the end.
     *
     * @throws IOException if the connection broke, or the body was closed
     * @throws TimeoutException if nothing came in time
     */
    byte @Nullable [] next(long nanos) throws IOException, TimeoutException, InterruptedException {
        Arrival arrival = end != null ? end : arrived.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        if (arrival == null) {
            throw new TimeoutException("no byte came");
        }
        if (arrival.bytes() == null) {
            end = arrival;
            if (arrival.fault() != null) {
                throw new IOException(String.valueOf(arrival.fault().getMessage()), arrival.fault());
            }
            return null;
        }
        Flow.Subscription started = subscription();
        if (started != null) {
            started.request(1);
        }
        return joined(arrival.bytes());
    }

    private static byte[] joined(List<ByteBuffer> buffers) {
        byte[] bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, at, length);
            at += length;
        }
        return bytes;
    }

    /** Closes the connection unless the body has ended; whoever waits for bytes gets an {@link IOException}. May be called twice. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        Flow.Subscription started = subscription();
        if (started != null) {
            started.cancel();
        }
        arrived.add(new Arrival(null, new IOException("closed by the caller")));
    }
}
