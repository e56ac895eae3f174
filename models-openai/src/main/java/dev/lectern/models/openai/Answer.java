package dev.lectern.models.openai;

import dev.lectern.models.openai.ServiceFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An answer of one attempt, whose body is still to be read within the limits of time and size. One thread at a time. */
final class Answer {

    /** The end of a stream comes with its last event, or the server leaves it open. */
    private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HttpResponse<ChunkBody> response;
    private final CallErrors errors;
    private final EndpointSettings settings;
    private final long requestDeadline;
    private final long deadline;
    private boolean begun;
    private long read;

    /**
     * Takes the head.
     *
     * @param requestDeadline when the whole answer, or the first event of one that streams, must be there
     * @param deadline when the call must have ended, whatever happens
     */
    Answer(
            HttpResponse<ChunkBody> response,
            CallErrors errors,
            EndpointSettings settings,
            long requestDeadline,
            long deadline) {
        this.response = response;
        this.errors = errors;
        this.settings = settings;
        this.requestDeadline = requestDeadline;
        this.deadline = deadline;
    }

    int status() {
        return response.statusCode();
    }

    HttpHeaders headers() {
        return response.headers();
    }

    String contentType() {
        return headers().firstValue("content-type").orElse("");
    }

    CallErrors errors() {
        return errors;
    }

    /** Says that the first event is there: from now on each chunk has the idle time-out. */
    void begin() {
        begun = true;
    }

    /**
     * Returns the next bytes; null at the end.
     *
     * @throws CallFailure if they do not come in time, the answer gets too large, or the connection breaks
     */
    byte @Nullable [] next() throws CallFailure, InterruptedException {
        long now = settings.world().nanoTime().getAsLong();
        long left = (begun ? deadline : requestDeadline) - now;
        long idle = settings.idleTimeout().toNanos();
        try {
            byte[] bytes = response.body().next(begun ? Math.min(left, idle) : left);
            read += bytes == null ? 0 : bytes.length;
            if (read > settings.maxResponseBytes()) {
                throw CallFailure.of(
                        Kind.TOO_LARGE,
                        "the answer is larger than " + settings.maxResponseBytes()
                                + " bytes. Ask for less at once, or raise max-response-bytes.");
            }
            return bytes;
        } catch (TimeoutException e) {
            throw begun && idle < left ? errors.idle(settings.idleTimeout(), e) : errors.timeout(begun, e);
        } catch (IOException e) {
            throw errors.brokenOff(e);
        }
    }

    /** Waits a moment for the end of a body that has said all, so that its connection can serve again. */
    void finish() throws InterruptedException {
        try {
            while (response.body().next(END_NANOS) != null) {
                // What follows the end mark says nothing.
            }
        } catch (TimeoutException | IOException leftOpen) {
            // Then it is closed.
        }
    }

    /** Returns the whole body. */
    byte[] all() throws CallFailure, InterruptedException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] bytes = next(); bytes != null; bytes = next()) {
            whole.writeBytes(bytes);
        }
        return whole.toByteArray();
    }

    /** Returns the start of the body of an answer that is no success; what breaks or is late is left aside. */
    byte[] excerpt() throws InterruptedException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        try {
            byte[] bytes = next();
            while (bytes != null && start.size() < ErrorBody.MAX_BYTES) {
                start.writeBytes(bytes);
                bytes = next();
            }
        } catch (CallFailure withoutTheRest) {
            // The status says more than a second fault.
        }
        return start.toByteArray();
    }
}
