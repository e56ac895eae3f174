package dev.lectern.readers.web;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of fetching.
 *
 * @param connectTimeout how long one connection may take to open, positive
 * @param timeout how long a page may take from the first request to the last byte, redirects included, positive
 * @param maxRedirects how many redirects are followed, 0 or more
 * @param maxBytes the largest body taken, both as sent and after decompression, 1 or more
 * @param userAgent how the reader names itself, not blank, one line
 * @param allowPrivateAddresses whether addresses that are not public may be read
 */
record FetchSettings(
        Duration connectTimeout,
        Duration timeout,
        int maxRedirects,
        int maxBytes,
        String userAgent,
        boolean allowPrivateAddresses) {

    /** Longer than TCP needs to repeat its first packet three times (1 + 2 + 4 s). */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Enough for {@link #MAX_BYTES} at 3 Mbit/s. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Real chains have one to three; the limit of the older HTTP specification was 5, that of browsers is 20. */
    static final int MAX_REDIRECTS = 10;

    /** A hundred times a usual article page. */
    static final int MAX_BYTES = 10 * 1024 * 1024;

    static final String USER_AGENT = "Lectern";

    FetchSettings {
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("timeout", timeout);
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("maxRedirects must be 0 or more, got: " + maxRedirects);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be 1 or more, got: " + maxBytes);
        }
        Objects.requireNonNull(userAgent, "userAgent");
        if (userAgent.isBlank() || !userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("userAgent must be printable ASCII, got: \"" + userAgent + "\"");
        }
    }

    private static void requirePositive(String name, Duration duration) {
        Objects.requireNonNull(duration, name);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, got: " + duration);
        }
    }
}
