package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The robots.txt of hosts, each fetched once; safe for concurrent use.
 *
 * <p>A host that answers with a status 4xx has no rules; one that does not answer, or with 5xx, must not be asked for anything else: all of
 * its pages fail for that reason.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1">RFC 9309, section 2.3.1: access results</a>
 */
final class Robots {

    private final WebClient client;
    private final String robot;
    private final ConcurrentMap<String, CompletableFuture<RobotsTxt>> hosts = new ConcurrentHashMap<>();

    Robots(WebClient client) {
        this.client = client;
        this.robot = Pages.robotName(client.options().userAgent());
    }

    /**
     * Returns the rules for an address.
     *
     * @throws WebException if they cannot be had (message has the reason), or the thread is interrupted
     */
    RobotsTxt rulesFor(URI uri) {
        String host = uri.getScheme() + "://" + uri.getRawAuthority();
        CompletableFuture<RobotsTxt> mine = new CompletableFuture<>();
        CompletableFuture<RobotsTxt> first = hosts.putIfAbsent(host, mine);
        if (first != null) {
            return await(first);
        }
        try {
            RobotsTxt rules = fetch(host + "/robots.txt");
            mine.complete(rules);
            return rules;
        } catch (RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted() || !(e instanceof WebException)) {
                hosts.remove(host, mine); // says nothing of the host
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static RobotsTxt await(CompletableFuture<RobotsTxt> rules) {
        try {
            return rules.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private RobotsTxt fetch(String address) {
        try {
            WebAnswer answer =
                    client.get(WebRequest.of(address).withMediaTypes(List.of("text/plain", "text/*", "*/*")));
            return answer.mediaType().equals("text/html")
                    ? RobotsTxt.allowAll() // a page for everything that is not there
                    : RobotsTxt.parse(new String(answer.body(), StandardCharsets.UTF_8), robot);
        } catch (WebException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            int status = e.status().orElse(0);
            if (status >= 400 && status < 500 && status != 429) {
                return RobotsTxt.allowAll();
            }
            String reason = "without the robots.txt of its host it must not be asked for, and that cannot be had: "
                    + e.reason() + " Or switch robots off (option robots).";
            throw e.isRetryable() ? WebException.passing(address, reason, e) : WebException.lasting(address, reason, e);
        }
    }
}
