package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebClientOptions;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What all providers of readers of the web take: how pages are fetched. */
final class FetchOptions {

    private static final Option<Duration> CONNECT_TIMEOUT = Option.duration(
            "connect-timeout", WebClientOptions.CONNECT_TIMEOUT, "how long a connection may take to open");
    private static final Option<Duration> READ_TIMEOUT =
            Option.duration("read-timeout", WebClientOptions.READ_TIMEOUT, "how long a server may be silent");
    private static final Option<Duration> TIMEOUT =
            Option.duration("timeout", WebClientOptions.TIMEOUT, "how long a page may take, redirects included");
    private static final Option<Integer> MAX_REDIRECTS =
            Option.number("max-redirects", WebClientOptions.MAX_REDIRECTS, "how many redirects are followed");
    private static final Option<Integer> MAX_BYTES = Option.number(
            "max-bytes", WebClientOptions.MAX_BYTES, "the largest body taken, as sent and after decompression");
    private static final Option<Integer> RETRIES = Option.number(
            "retries", WebClientOptions.MAX_RETRIES, "how often a page is tried again after a failure that may pass");
    private static final Option<Duration> MAX_RETRY_WAIT = Option.duration(
            "max-retry-wait", WebClientOptions.MAX_RETRY_WAIT, "the longest wait that a server may ask for");
    private static final Option<Integer> CONCURRENCY =
            Option.number("concurrency", WebClientOptions.CONCURRENCY, "how many requests run at a time");
    private static final Option<Integer> CONCURRENCY_PER_HOST = Option.number(
            "concurrency-per-host", WebClientOptions.CONCURRENCY_PER_HOST, "how many of them to one host");
    private static final Option<Duration> DELAY =
            Option.duration("delay", Duration.ZERO, "the least time between two requests to one host");
    private static final Option<String> USER_AGENT =
            Option.text("user-agent", WebClientOptions.USER_AGENT, "how the reader names itself to servers");
    private static final Option<String> HEADERS =
            Option.text("headers", "", "headers to send, as Name: value, several divided by |");
    private static final Option<Boolean> COOKIES =
            Option.bool("cookies", false, "whether cookies are kept in memory and sent back");
    private static final Option<String> PROXY = Option.text("proxy", "", "a proxy as host:port");
    private static final Option<String> CACHE =
            Option.text("cache", "", "a folder for answers, so that only what changed is fetched again");
    private static final Option<Integer> CACHE_MAX_MIB = Option.number(
            "cache-max-mib",
            WebClientOptions.CACHE_MAX_MIB,
            "how much the cache may hold; the longest unused goes first");
    static final Option<Duration> PARSE_TIMEOUT = Option.duration(
            "parse-timeout", ReaderBuilder.PARSE_TIMEOUT, "how long it may take to find the text of a page");
    private static final Option<Boolean> ALLOW_PRIVATE_ADDRESSES = Option.bool(
            "allow-private-addresses", false, "whether addresses of this machine and its network may be read");
    private static final Option<String> ALLOWED_ADDRESSES = Option.text(
            "allowed-addresses",
            "",
            "hosts, *.domains and networks, divided by commas, that may be read although they are not public");

    /** All options, in the order in which they are listed. */
    static final List<Option<?>> ALL = List.of(
            CONNECT_TIMEOUT,
            READ_TIMEOUT,
            TIMEOUT,
            MAX_REDIRECTS,
            MAX_BYTES,
            RETRIES,
            MAX_RETRY_WAIT,
            CONCURRENCY,
            CONCURRENCY_PER_HOST,
            DELAY,
            USER_AGENT,
            HEADERS,
            COOKIES,
            PROXY,
            CACHE,
            CACHE_MAX_MIB,
            PARSE_TIMEOUT,
            ALLOW_PRIVATE_ADDRESSES,
            ALLOWED_ADDRESSES);

    private FetchOptions() {}

    /** Sets what settings say. */
    static WebClientOptions.Builder apply(Settings settings, WebClientOptions.Builder http) {
        http.connectTimeout(settings.get(CONNECT_TIMEOUT))
                .readTimeout(settings.get(READ_TIMEOUT))
                .timeout(settings.get(TIMEOUT))
                .maxRedirects(settings.get(MAX_REDIRECTS))
                .maxBytes(settings.get(MAX_BYTES))
                .maxRetries(settings.get(RETRIES))
                .maxRetryWait(settings.get(MAX_RETRY_WAIT))
                .concurrency(settings.get(CONCURRENCY))
                .concurrencyPerHost(settings.get(CONCURRENCY_PER_HOST))
                .delay(settings.get(DELAY))
                .userAgent(settings.get(USER_AGENT))
                .cookies(settings.get(COOKIES))
                .proxy(settings.get(PROXY))
                .cacheMaxMib(settings.get(CACHE_MAX_MIB))
                .allowPrivateAddresses(settings.get(ALLOW_PRIVATE_ADDRESSES))
                .allowedAddresses(list(settings.get(ALLOWED_ADDRESSES), ","));
        list(settings.get(HEADERS), "\\|").forEach(header -> header(http, header));
        if (!settings.get(CACHE).isBlank()) {
            http.cache(Path.of(settings.get(CACHE)));
        }
        return http;
    }

    private static void header(WebClientOptions.Builder http, String header) {
        int colon = header.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "headers must be Name: value, several divided by |, got one without a colon");
        }
        http.header(
                header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    }

    /** Returns the parts of a text that are not blank. */
    static List<String> list(String text, String divider) {
        return Arrays.stream(text.split(divider, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
