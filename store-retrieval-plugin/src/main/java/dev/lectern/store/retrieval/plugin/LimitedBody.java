package dev.lectern.store.retrieval.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body and breaks off when it gets larger than a limit. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

    private final int maxBytes;
    private final boolean cut;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private LimitedBody(int maxBytes, boolean cut) {
        this.maxBytes = maxBytes;
        this.cut = cut;
    }

    /**
     * Handles bodies.
     *
     * @param maxBytes the most that is taken of an answer
     * @param maxErrorBytes the most that is taken of an answer that is no success, whose rest is then left aside
     */
    static HttpResponse.BodyHandler<byte[]> handler(int maxBytes, int maxErrorBytes) {
        return answer -> answer.statusCode() / 100 == 2
                ? new LimitedBody(maxBytes, false)
                : new LimitedBody(Math.min(maxBytes, maxErrorBytes), true);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        started.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            byte[] bytes = new byte[Math.min(buffer.remaining(), maxBytes - collected.size())];
            boolean fits = bytes.length == buffer.remaining();
            buffer.get(bytes);
            collected.write(bytes, 0, bytes.length);
            if (!fits) {
                breakOff();
            }
        }
    }

    private void breakOff() {
        if (subscription != null) {
            subscription.cancel();
        }
        if (cut) {
            body.complete(collected.toByteArray());
        } else {
            body.completeExceptionally(new TooLargeException(maxBytes));
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        body.complete(collected.toByteArray());
    }

    /** Says that a body is larger than allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int maxBytes) {
            super("the answer is larger than " + maxBytes + " bytes");
        }
    }
}
