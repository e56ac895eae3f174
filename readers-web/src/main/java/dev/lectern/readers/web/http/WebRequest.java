package dev.lectern.readers.web.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is asked of a {@link WebClient}.
 *
 * <p>Immutable.
 *
 * @param address an http or https address as people or pages write it; failures name it so
 * @param mediaTypes what the answer may be, as {@code text/html}, {@code text/*} or {@code *}{@code /*}, best first; an answer of another type
 *     is a failure, one without a type is taken
 * @param delay the least time between the starts of this request and the next to the same host, 0 or more; the longer of this and
 *     {@link WebClientOptions.Builder#delay} counts
 * @param freshness whether a cached answer must be confirmed by the server
 * @param maxBytes the largest body that is taken, 0 for that of the client
 */
public record WebRequest(String address, List<String> mediaTypes, Duration delay, Freshness freshness, int maxBytes) {

    /** Whether a cached answer must be confirmed by the server. */
    public enum Freshness {
        /** The server is asked whether the answer has changed. */
        CONFIRMED,

        /** An answer in the cache is taken as it is, without a request. */
        AS_CACHED
    }

    /** Makes a request; the list is copied. */
    public WebRequest {
        Objects.requireNonNull(address, "address");
        mediaTypes = List.copyOf(mediaTypes);
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(freshness, "freshness");
        if (mediaTypes.isEmpty()) {
            throw new IllegalArgumentException("mediaTypes must name one type or more, got: none");
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be 0 or more, got: " + delay);
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be 0 or more, got: " + maxBytes);
        }
    }

    /** Makes a request for whatever is there, HTML rather than anything else. */
    public static WebRequest of(String address) {
        return new WebRequest(
                address,
                List.of("text/html", "application/xhtml+xml", "text/*", "*/*"),
                Duration.ZERO,
                Freshness.CONFIRMED,
                0);
    }

    /** Returns a copy that takes other media types. */
    public WebRequest withMediaTypes(List<String> changed) {
        return new WebRequest(address, changed, delay, freshness, maxBytes);
    }

    /** Returns a copy with another delay. */
    public WebRequest withDelay(Duration changed) {
        return new WebRequest(address, mediaTypes, changed, freshness, maxBytes);
    }

    /** Returns a copy with another rule for cached answers. */
    public WebRequest withFreshness(Freshness changed) {
        return new WebRequest(address, mediaTypes, delay, changed, maxBytes);
    }

    /** Returns a copy with another limit of size; 0 for that of the client. */
    public WebRequest withMaxBytes(int changed) {
        return new WebRequest(address, mediaTypes, delay, freshness, changed);
    }
}
