package dev.lectern.store.retrieval.plugin;

import dev.lectern.failure.RetryAfter;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Answer;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Fault;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions of one attempt; blots out the token wherever somebody else's words are repeated. */
final class PluginErrors {

    private final PluginCall call;
    private final ClientSettings settings;
    private final Optional<String> token;

    PluginErrors(PluginCall call, ClientSettings settings, Optional<String> token) {
        this.call = call;
        this.settings = settings;
        this.token = token;
    }

    RetrievalPluginException status(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String reason = excerpt(response);
        Duration retryAfter = response.headers()
                .firstValue("retry-after")
                .flatMap(header -> RetryAfter.parse(header, settings.clock().instant()))
                .orElse(null);
        String asked = retryAfter == null ? "" : ", and asked to wait " + retryAfter.toSeconds() + " s";
        return failure(
                fault(status),
                new Answer(status, reason, retryAfter),
                "the server answered with status " + status + (reason.isEmpty() ? "" : " (" + reason + ")") + asked
                        + ". " + remedy(status),
                null,
                status >= 500 || status == 429);
    }

    private static Fault fault(int status) {
        return switch (status) {
            case 401, 403 -> Fault.AUTHENTICATION;
            case 429, 503 -> Fault.OVERLOADED;
            default -> status >= 500 ? Fault.SERVER : Fault.REFUSED;
        };
    }

    private String remedy(int status) {
        return switch (status) {
            case 401, 403 ->
                token.isPresent() ? "Give the token that this server knows." : "Give a token; this server wants one.";
            case 404, 405 -> "Check that the endpoint is that of a plugin server.";
            case 413 -> "Send less at once: lower batchBytes, or split the document.";
            case 429, 503 -> "Try again later.";
            case 400, 422 -> "Check what was sent; the reason names the place.";
            default ->
                status >= 500
                        ? "Look into the log of the server."
                        : status / 100 == 3
                                ? "Give the endpoint it redirects to; redirects are not followed, to keep the token here."
                                : "Check the endpoint.";
        };
    }

    RetrievalPluginException timeout(Duration limit, boolean total, Throwable cause) {
        return failure(
                Fault.TIMEOUT,
                Answer.NONE,
                "there was no whole answer within " + limit + ". Try again later, or raise "
                        + (total ? "totalTimeout." : "requestTimeout."),
                cause,
                true);
    }

    RetrievalPluginException interrupted(Throwable cause) {
        return failure(Fault.INTERRUPTED, Answer.NONE, "the thread was interrupted. Try again.", cause, true);
    }

    RetrievalPluginException tooLarge(Throwable cause) {
        return failure(
                Fault.BAD_ANSWER,
                Answer.NONE,
                cause.getMessage() + ". Ask for less, or raise maxResponseBytes.",
                cause,
                false);
    }

    RetrievalPluginException unreachable(Throwable cause) {
        String reason =
                cause instanceof UnresolvedAddressException || cause.getCause() instanceof UnresolvedAddressException
                        ? "the host is unknown"
                        : "no connection came about: " + described(cause);
        return failure(
                Fault.UNREACHABLE,
                Answer.NONE,
                reason + ". Check the endpoint, and that the server runs.",
                cause,
                true);
    }

    RetrievalPluginException noConnectionInTime(Throwable cause) {
        return failure(
                Fault.UNREACHABLE,
                Answer.NONE,
                "no connection came about within " + settings.connectTimeout()
                        + ". Check the endpoint, and that the server runs, or raise connectTimeout.",
                cause,
                true);
    }

    /** Says why no TLS came about. */
    RetrievalPluginException notSecured(Throwable cause) {
        Throwable last = cause;
        boolean certificate = false;
        boolean path = false;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            certificate |= each instanceof CertificateException;
            path |= each instanceof CertPathBuilderException || each instanceof CertPathValidatorException;
            last = each;
        }
        String detail = " (" + withoutToken(String.valueOf(last.getMessage())).replaceAll("\\s+", " ") + ")";
        if (path) {
            return untrusted(
                    "the server's certificate is not trusted" + detail
                            + ". Trust it by sslContext, or start Java with -Djavax.net.ssl.trustStore=FILE.",
                    cause);
        } else if (certificate) {
            return untrusted(
                    "the server's certificate does not fit" + detail
                            + ". Give the endpoint by a name that is in the certificate.",
                    cause);
        }
        return failure(
                Fault.UNREACHABLE,
                Answer.NONE,
                "no connection came about: " + described(cause)
                        + ". Check the endpoint, and that the server speaks TLS.",
                cause,
                false);
    }

    private RetrievalPluginException untrusted(String reason, Throwable cause) {
        return failure(Fault.UNTRUSTED, Answer.NONE, reason, cause, false);
    }

    RetrievalPluginException brokenOff(Throwable cause) {
        String again = call.idempotent()
                ? "Try again later."
                : "The server may have done it all the same: look before you try again.";
        return failure(
                Fault.BROKEN_OFF, Answer.NONE, "the connection broke: " + described(cause) + ". " + again, cause, true);
    }

    RetrievalPluginException notDone(String answer) {
        return failure(
                Fault.SERVER,
                Answer.NONE,
                "the server answered " + answer + ". Look into the log of the server.",
                null,
                true);
    }

    /** Says that an answer of status 2xx is none of this API. */
    RetrievalPluginException badAnswer(HttpResponse<byte[]> response, String fault) {
        String excerpt = excerpt(response);
        return failure(
                Fault.BAD_ANSWER,
                new Answer(response.statusCode(), excerpt, null),
                "the answer of status " + response.statusCode() + " is not one of this API: " + fault + " ("
                        + (excerpt.isEmpty() ? "empty" : excerpt)
                        + "). Check that the endpoint is that of a plugin server.",
                // The parser's exception would quote the answer, token and all.
                null,
                false);
    }

    private String excerpt(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return ErrorBody.excerpt(
                body.length > ErrorBody.MAX_BYTES ? Arrays.copyOf(body, ErrorBody.MAX_BYTES) : body,
                contentType(response),
                this::withoutToken);
    }

    private RetrievalPluginException failure(
            Fault fault, Answer answer, String reason, @Nullable Throwable cause, boolean retryable) {
        String message = "Could not " + call.what() + " at " + settings.endpoint() + ": " + reason;
        return new RetrievalPluginException(
                fault, answer, settings.endpoint().toString(), message, tellable(cause), retryable);
    }

    private String described(Throwable cause) {
        String detail = cause.getMessage() == null
                ? ""
                : " (" + withoutToken(cause.getMessage()).replaceAll("\\s+", " ") + ")";
        return cause.getClass().getSimpleName() + detail;
    }

    /** Returns a cause unless it repeats the token: the JDK quotes what a server says in place of a status line. */
    private @Nullable Throwable tellable(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (!withoutToken(message).equals(message)) {
                return null;
            }
        }
        return cause;
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("content-type").orElse("");
    }

    private String withoutToken(String text) {
        return token.map(secret -> text.replace(secret, "[token]")).orElse(text);
    }
}
