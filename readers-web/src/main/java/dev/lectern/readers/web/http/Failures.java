package dev.lectern.readers.web.http;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in words what went wrong, and whether it may pass. */
final class Failures {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private static final List<Class<? extends Exception>> UNTRUSTED =
            List.of(CertPathBuilderException.class, CertPathValidatorException.class);

    private static final List<Class<? extends Exception>> UNFIT =
            List.of(SSLPeerUnverifiedException.class, CertificateException.class);

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
        if (isOfCertificate(cause, UNTRUSTED)) {
            return "the server's certificate is not trusted" + detail(cause)
                    + ". Trust it by sslContext, or start Java with -Djavax.net.ssl.trustStore=FILE";
        }
        if (isOfCertificate(cause, UNFIT)) {
            return "the server's certificate does not fit" + detail(cause)
                    + ". Give the address by a name that is in the certificate";
        }
        return "the exchange failed with " + cause.getClass().getSimpleName() + detail(cause)
                + ". Check the address and the network, or try again later";
    }

    private static boolean isOfCertificate(Throwable cause, List<Class<? extends Exception>> faults) {
        return cause instanceof SSLException
                && Throwables.getCausalChain(cause).stream()
                        .anyMatch(one -> faults.stream().anyMatch(fault -> fault.isInstance(one)));
    }

    private static String detail(Throwable cause) {
        return cause.getMessage() == null ? "" : " (" + cause.getMessage().replaceAll("\\s+", " ") + ")";
    }
}
