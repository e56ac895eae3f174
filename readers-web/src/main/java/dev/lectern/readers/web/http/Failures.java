package dev.lectern.readers.web.http;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Says in words what went wrong, and whether it may pass. */
final class Failures {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private Failures() {}

    static WebException ofStatus(String source, URI uri, Exchange.Raw answer, Optional<Duration> retryAfter) {
        int status = answer.status();
        String asked = retryAfter
                .filter(time -> PASSING.contains(status))
                .map(time -> " It asks to be left alone for " + time.toSeconds() + " s.")
                .orElse("");
        return WebException.ofStatus(
                source,
                uri.getHost() + " answered with status " + status + ", " + meaning(status) + asked,
                PASSING.contains(status),
                status,
                retryAfter.orElse(null));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403, 407, 451 -> "not for us. Ask its owner for access.";
            case 404, 410 -> "no such page. Check the address.";
            case 408, 425, 429 -> "too many or too slow requests. Try again later.";
            default -> status >= 500 ? "a fault of the server. Try again later." : "not a page. Check the address.";
        };
    }

    static WebException of(String source, Throwable cause) {
        boolean lasting = cause instanceof TooLargeException
                || cause instanceof UnwantedException
                || cause instanceof AddressGuard.ForbiddenException
                || cause instanceof SSLException
                || !(cause instanceof IOException);
        String reason = reason(cause) + ".";
        return lasting ? WebException.lasting(source, reason, cause) : WebException.passing(source, reason, cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof TooLargeException
                || cause instanceof UnwantedException
                || cause instanceof AddressGuard.ForbiddenException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof UnknownHostException) {
            return "the host is unknown. Check the address and the network";
        }
        String detail = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return "the exchange failed with " + cause.getClass().getSimpleName() + detail.replaceAll("\\s+", " ")
                + ". Check the address and the network, or try again later";
    }
}
