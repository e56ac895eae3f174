package dev.lectern.server.http;

import dev.lectern.server.api.Call;
import dev.lectern.server.api.Upload;
import dev.lectern.server.wire.Limits;
import dev.lectern.server.wire.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint needs of a request, within limits of size, memory and time. Thread-safe. */
public final class Intake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Limits limits;
    private final Duration readTimeout;
    private final BodyMemory memory;
    private final FormReader forms;
    private final String publicUrl;

    /**
     * Makes the intake.
     *
     * @param readTimeout how long a body may take from its first byte to its last
     * @param publicUrl where this server is reached; empty for what each request says
     */
    public Intake(Limits limits, Duration readTimeout, BodyMemory memory, FormReader forms, String publicUrl) {
        this.limits = limits;
        this.readTimeout = readTimeout;
        this.memory = memory;
        this.forms = forms;
        this.publicUrl = publicUrl;
    }

    /** Reads the body; the future fails with the refusal of one that is too large, too slow or broken. */
    CompletableFuture<Call> read(Routes.Route route, Exchange exchange) {
        return switch (route.endpoint().body()) {
            case NONE, NONE_WITH_WORK -> CompletableFuture.completedFuture(call(route, exchange, NOTHING, null));
            case JSON -> json(exchange).thenApply(body -> call(route, exchange, body, null));
            case FORM -> form(exchange).thenApply(upload -> call(route, exchange, NOTHING, upload));
        };
    }

    private CompletableFuture<ByteBuffer> json(Exchange exchange) {
        requireLength(exchange.request(), limits.bodyBytes());
        BodyMemory.Share share = memory.share();
        exchange.afterwards(share::free);
        return inTime(BodyReader.read(exchange.request(), share, limits.bodyBytes()), exchange.request());
    }

    private CompletableFuture<Upload> form(Exchange exchange) {
        requireLength(exchange.request(), limits.uploadBytes());
        return inTime(forms.read(exchange, limits.uploadBytes()), exchange.request());
    }

    /** Refuses what says of itself that it is too large, before a byte of it is read. */
    private static void requireLength(Request request, long maxBytes) {
        if (request.getLength() > maxBytes) {
            throw BodyReader.tooLarge(maxBytes);
        }
    }

    private <T> CompletableFuture<T> inTime(CompletableFuture<T> reading, Request request) {
        if (reading.isDone()) {
            return reading;
        }
        var alarm = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> reading.completeExceptionally(BodyReader.tooSlow()),
                        readTimeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        return reading.whenComplete((body, failure) -> alarm.cancel());
    }

    private Call call(Routes.Route route, Exchange exchange, ByteBuffer body, @Nullable Upload upload) {
        Request request = exchange.request();
        return new Call(
                request.getMethod(),
                publicUrl.isEmpty() ? baseOf(request) : publicUrl,
                route.documentId(),
                parameters(request),
                header(request, HttpHeader.IF_NONE_MATCH),
                header(request, HttpHeader.CONTENT_TYPE),
                body,
                upload);
    }

    private static String header(Request request, HttpHeader name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    private static String baseOf(Request request) {
        String authority = request.getHttpURI().getAuthority();
        return request.getHttpURI().getScheme() + "://"
                + (authority == null ? Request.getServerName(request) : authority);
    }

    private static Map<String, String> parameters(Request request) {
        if (request.getHttpURI().getQuery() == null) {
            return Map.of();
        }
        Map<String, String> first = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                first.put(field.getName(), field.getValue());
            }
        } catch (RuntimeException e) { // Jetty has several for what is no percent-encoding
            throw Refusal.of(400, "There was an error parsing the query parameters");
        }
        return first;
    }
}
