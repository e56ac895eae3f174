package dev.lectern.readers.web;

import dev.lectern.reader.ReadException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches addresses over HTTP within limits of time, size and redirects.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
final class PageFetcher {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final FetchSettings settings;
    private final AddressGuard guard;
    private final HttpClient client;

    PageFetcher(FetchSettings settings) {
        this.settings = settings;
        this.guard = new AddressGuard(settings.allowPrivateAddresses());
        // Redirects are followed here, since each of their targets must pass the guard.
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Fetches an address.
     *
     * @throws ReadException if there is no answer of status 2xx within the limits; message has the status or the reason
     */
    FetchedPage fetch(String source) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        URI uri = parse(source);
        for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
            guard.check(source, uri);
            HttpResponse<byte[]> answer = send(source, uri, deadline);
            if (!REDIRECTS.contains(answer.statusCode())) {
                return page(source, uri, answer);
            }
            uri = target(source, uri, answer);
        }
        throw new ReadException(
                source,
                "Could not read " + source + ": more than " + settings.maxRedirects() + " redirects, the last to " + uri
                        + ". Raise maxRedirects (option max-redirects) if they do not go round in a circle.",
                null);
    }

    private static URI parse(String source) {
        try {
            return WebAddress.parse(source);
        } catch (IllegalArgumentException e) {
            throw new ReadException(
                    source,
                    "Could not read " + source + ": " + e.getMessage()
                            + ". Give an address such as https://example.org/.",
                    e);
        }
    }

    private static URI target(String source, URI from, HttpResponse<byte[]> answer) {
        String location = answer.headers().firstValue("location").orElse("");
        try {
            if (!location.isBlank()) {
                return WebAddress.resolve(from, location);
            }
        } catch (IllegalArgumentException e) {
            throw badRedirect(source, from, location, e.getMessage());
        }
        throw badRedirect(source, from, location, "there is no address");
    }

    private static ReadException badRedirect(String source, URI from, String location, @Nullable String reason) {
        return new ReadException(
                source,
                "Could not read " + source + ": " + from + " redirects to \"" + location + "\": " + reason
                        + ". Give the address of the page itself.",
                null);
    }

    private FetchedPage page(String source, URI uri, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 != 2) {
            throw new ReadException(
                    source,
                    "Could not read " + source + ": " + uri.getHost() + " answered with status " + status + ", "
                            + meaning(status),
                    null,
                    PASSING.contains(status));
        }
        List<String> codings = answer.headers().allValues("content-encoding").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .toList();
        try {
            return new FetchedPage(
                    uri,
                    answer.headers().firstValue("content-type").orElse(""),
                    answer.headers().firstValue("content-language"),
                    ContentDecoding.decode(answer.body(), codings, settings.maxBytes()));
        } catch (IOException e) {
            throw failed(source, e);
        }
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403, 407, 451 -> "not for us. Ask its owner for access.";
            case 404, 410 -> "no such page. Check the address.";
            case 408, 425, 429 -> "too many or too slow requests. Try again later.";
            default -> status >= 500 ? "a fault of the server. Try again later." : "not a page. Check the address.";
        };
    }

    private HttpResponse<byte[]> send(String source, URI uri, long deadline) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request(uri), LimitedBody.handler(settings.maxBytes()));
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ReadException(
                    source,
                    "Could not read " + source + ": no whole answer within " + settings.timeout()
                            + ". Try again later, or raise timeout (option timeout).",
                    e,
                    true);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ReadException(source, "Could not read " + source + ": the thread was interrupted.", e, true);
        } catch (ExecutionException e) {
            throw failed(source, e.getCause() == null ? e : e.getCause());
        }
    }

    private HttpRequest request(URI uri) {
        // Over plain http an upgrade to HTTP/2 would need a header that some servers stumble over.
        boolean secure = "https".equals(uri.getScheme());
        return HttpRequest.newBuilder(uri)
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("User-Agent", settings.userAgent())
                .header("Accept", "text/html, application/xhtml+xml, text/*;q=0.8, */*;q=0.1")
                .header("Accept-Encoding", ContentDecoding.ACCEPTED)
                .build();
    }

    private static ReadException failed(String source, Throwable cause) {
        boolean lasting = cause instanceof LimitedBody.TooLargeException || cause instanceof SSLException;
        return new ReadException(source, "Could not read " + source + ": " + reason(cause) + ".", cause, !lasting);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof LimitedBody.TooLargeException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof UnresolvedAddressException || cause.getCause() instanceof UnresolvedAddressException) {
            return "the host is unknown. Check the address and the network";
        }
        String detail = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return "the exchange failed with " + cause.getClass().getSimpleName() + detail.replaceAll("\\s+", " ")
                + ". Check the address and the network, or try again later";
    }
}
