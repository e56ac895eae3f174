package dev.lectern.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.models.openai.ServiceFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes the failures of one attempt; blots out the key wherever somebody else's words are repeated. */
final class CallErrors {

    /** Too much to do, a conflict, or a server that did not manage; official clients repeat the same. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 429, 500, 502, 503, 504, 529);

    private static final Set<String> QUOTA_CODES = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "access_terminated",
            "insufficient_balance");

    private static final Set<String> TOO_LONG_CODES =
            Set.of("context_length_exceeded", "exceed_context_size_error", "string_above_max_length");

    private final EndpointSettings settings;
    private final Optional<String> key;

    CallErrors(EndpointSettings settings, Optional<String> key) {
        this.settings = settings;
        this.key = key;
    }

    /** Makes the failure of a status that is no success. */
    CallFailure status(int status, HttpHeaders headers, byte[] body) {
        ErrorBody error = ErrorBody.of(body, headers.firstValue("content-type").orElse(""), key);
        Duration asked = status / 100 == 5 || status == 429 || status == 408
                ? RateHeaders.wait(headers, settings.world().clock().instant()).orElse(null)
                : null;
        Kind kind = kind(status, error);
        String reason = "the service answered with status " + status
                + (error.words().isEmpty() ? "" : ": " + quoted(error.words()))
                + (asked == null ? "" : ", and asked to wait " + Math.max(1, asked.toSeconds()) + " s");
        boolean repeat = PASSING.contains(status) && kind != Kind.QUOTA && kind != Kind.TOO_LONG;
        Optional<String> should = headers.firstValue("x-should-retry");
        if (should.isPresent() && kind != Kind.QUOTA) {
            repeat = should.get().equalsIgnoreCase("true");
        }
        ServiceFault fault = new ServiceFault(
                kind, status, error.code(), error.parameter(), error.words(), requestId(headers), asked);
        return new CallFailure(fault, reason + ". " + remedy(kind), repeat, null);
    }

    /** Makes the failure of an error that stands in an answer of status 200, as in the middle of a stream. */
    CallFailure inAnswer(JsonNode json, HttpHeaders headers) {
        ErrorBody error = ErrorBody.of(json, key);
        JsonNode code = json.path("error").path("code");
        Kind kind = kind(code.isInt() ? code.asInt() : 500, error);
        ServiceFault fault =
                new ServiceFault(kind, 0, error.code(), error.parameter(), error.words(), requestId(headers), null);
        return new CallFailure(
                fault,
                "the service reported in its answer: " + quoted(error.words()) + ". " + remedy(kind),
                kind == Kind.SERVICE_ERROR || kind == Kind.RATE_LIMIT,
                null);
    }

    private static Kind kind(int status, ErrorBody error) {
        String code = error.code().toLowerCase(Locale.ROOT);
        String words = error.words().toLowerCase(Locale.ROOT);
        if (status == 402 || QUOTA_CODES.contains(code)) {
            return Kind.QUOTA;
        }
        if (TOO_LONG_CODES.contains(code)
                || status == 413
                || (status != 429
                        && (words.contains("context length")
                                || words.contains("context size")
                                || words.contains("context window")
                                || words.contains("maximum input length")
                                || words.contains("too large to process")
                                || words.contains("too many tokens")))) {
            return Kind.TOO_LONG;
        }
        return switch (status) {
            case 401, 403, 407 -> Kind.NOT_ALLOWED;
            case 404, 405, 410 -> Kind.NOT_FOUND;
            case 408, 504 -> Kind.SERVICE_ERROR;
            case 429 -> Kind.RATE_LIMIT;
            default ->
                status / 100 == 3
                        ? Kind.NOT_FOUND
                        : status / 100 == 4
                                ? Kind.BAD_REQUEST
                                : status / 100 == 5 ? Kind.SERVICE_ERROR : Kind.BAD_ANSWER;
        };
    }

    private static String remedy(Kind kind) {
        return switch (kind) {
            case QUOTA -> "Check plan and balance of the account; waiting does not help.";
            case NOT_ALLOWED -> "Check the key, and what it is allowed to do.";
            case NOT_FOUND -> "Check the base URL (that of most servers ends with /v1) and the name of the model.";
            case TOO_LONG -> "Send less, or set context-tokens or max-tokens to what the model reads.";
            case RATE_LIMIT -> "Try again later, or lower requests-per-minute or tokens-per-minute.";
            case SERVICE_ERROR -> "Try again later.";
            default -> "Check that the service speaks OpenAI's protocol and knows these options.";
        };
    }

    private static String quoted(String words) {
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }

    private static String requestId(HttpHeaders headers) {
        return headers.firstValue("x-request-id")
                .or(() -> headers.firstValue("apim-request-id"))
                .orElse("");
    }

    /** Makes the failure of an answer that is not what the protocol says. */
    CallFailure badAnswer(Answer answer, String fault, byte[] body) {
        ErrorBody shown = ErrorBody.of(body, answer.contentType(), key);
        String text = shown.words().startsWith("HTML page: ") ? "an " + shown.words() : fault;
        ServiceFault told = new ServiceFault(
                Kind.BAD_ANSWER, answer.status(), "", "", shown.words(), requestId(answer.headers()), null);
        return new CallFailure(
                told,
                "the answer is not what the protocol says: " + text
                        + ". Check that the base URL leads to an OpenAI-compatible service, with its /v1 if it has one.",
                false,
                null);
    }

    CallFailure timeout(boolean begun, Throwable cause) {
        String reason = begun
                ? "the call took longer than " + settings.totalTimeout() + ". Ask for less, or raise total-timeout."
                : "there was no answer within " + settings.requestTimeout()
                        + ". Try again later, or raise request-timeout.";
        return new CallFailure(ServiceFault.of(Kind.TIMEOUT), reason, false, cause);
    }

    CallFailure idle(Duration limit, Throwable cause) {
        return new CallFailure(
                ServiceFault.of(Kind.TIMEOUT),
                "nothing more came for " + limit + ". Try again later, or raise idle-timeout.",
                false,
                cause);
    }

    CallFailure interrupted(@Nullable Throwable cause) {
        return new CallFailure(ServiceFault.of(Kind.CANCELLED), "the thread was interrupted.", false, cause);
    }

    CallFailure takenBack() {
        return CallFailure.of(Kind.CANCELLED, "the call was taken back.");
    }

    /** Makes the failure of an exchange that ended with an exception. */
    CallFailure failed(Throwable cause) {
        boolean unknownHost = cause instanceof UnresolvedAddressException
                || cause.getCause() instanceof UnresolvedAddressException
                || (cause.getCause() != null && cause.getCause().getCause() instanceof UnresolvedAddressException);
        boolean notConnected = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        if (unknownHost || notConnected || cause instanceof SSLException) {
            String reason = unknownHost ? "the host is unknown" : "no connection came about: " + described(cause);
            return new CallFailure(
                    ServiceFault.of(Kind.UNREACHABLE),
                    reason + ". Check the base URL, and that the service runs.",
                    notConnected && !unknownHost,
                    harmless(cause));
        }
        return brokenOff(cause);
    }

    CallFailure brokenOff(Throwable cause) {
        return new CallFailure(
                ServiceFault.of(Kind.BROKEN_OFF),
                "the connection broke: " + described(cause) + ". Try again later.",
                true,
                harmless(cause));
    }

    private String described(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : ApiKey.blot(message.replaceAll("\\s+", " "), key);
    }

    /** A server may say the key where a status line should stand, and the client repeats that in its exception. */
    private Throwable harmless(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            if (!ApiKey.blot(message, key).equals(message)) {
                return new IOException(described(cause));
            }
        }
        return cause;
    }
}
