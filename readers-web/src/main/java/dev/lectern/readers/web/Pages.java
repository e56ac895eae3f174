package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.reader.DocumentSink;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fetches addresses and turns them into documents, for all readers of the web; safe for concurrent use. */
final class Pages implements AutoCloseable {

    private final WebClient client;
    private final PageParser parser;
    private final FileParts files;

    Pages(WebClient client, ContentMode mode, FileParts files, PageParser.Links links) {
        this.client = client;
        this.parser = new PageParser(mode, robotName(client.options().userAgent()), links);
        this.files = files;
    }

    /** Returns the name by which rules for robots call us: the user agent up to its version, in lower case. */
    static String robotName(String userAgent) {
        return userAgent.strip().split("[/ (]", 2)[0].toLowerCase(Locale.ROOT);
    }

    WebClient client() {
        return client;
    }

    /** Fetches and reads one address; whatever goes wrong is in the outcome. */
    PageOutcome read(WebRequest request) {
        String source = request.address();
        try {
            return read(source, client.get(request));
        } catch (WebException e) {
            return PageOutcome.failed(source, uriOf(source), e);
        }
    }

    /** Reads an address as its host's robots.txt allows: not at all, or with the pause it asks for. */
    PageOutcome readObediently(Robots robots, WebRequest request) {
        URI uri = uriOf(request.address());
        if (uri == null) {
            return read(request);
        }
        try {
            RobotsTxt rules = robots.rulesFor(uri);
            return rules.allows(uri) ? read(request.withDelay(rules.delay())) : forbidden(request.address(), uri);
        } catch (WebException e) {
            return PageOutcome.failed(request.address(), uri, e);
        }
    }

    /** Returns the failure of an address that robots.txt forbids. */
    static PageOutcome forbidden(String source, URI uri) {
        return PageOutcome.failed(
                source,
                uri,
                WebException.lasting(
                        source,
                        "the robots.txt of " + uri.getHost()
                                + " forbids it, or cannot be had. Ask its owner, or switch robots off (option robots).",
                        null));
    }

    /** Reads an answer that is there already. */
    PageOutcome read(String source, WebAnswer answer) {
        try {
            String mediaType = PageParser.mediaType(answer);
            if (PageParser.isHtml(mediaType)) {
                return parser.html(source, answer, mediaType);
            }
            boolean text = PageParser.isPlain(mediaType) || (PageParser.isText(mediaType) && !files.areRead());
            List<Document> documents =
                    text ? List.of(parser.text(source, answer, mediaType)) : files.read(source, answer, mediaType);
            boolean noindex = RobotsTags.of(answer, parser.robot()).noindex();
            return new PageOutcome(source, answer.uri(), documents, null, List.of(), noindex);
        } catch (WebException e) {
            return PageOutcome.failed(source, answer.uri(), e);
        } catch (RuntimeException | StackOverflowError e) {
            // What hostile pages do to the libraries below must not end the reading of the others.
            return PageOutcome.failed(
                    source,
                    answer.uri(),
                    WebException.lasting(source, "the page cannot be understood (" + e + ").", e));
        }
    }

    /** Writes a piece of HTML, all of which is wanted. */
    Document fragment(String id, String html, String base, Metadata metadata) {
        return parser.fragment(id, html, base, metadata);
    }

    private static @Nullable URI uriOf(String source) {
        try {
            return WebAddress.parse(source);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Reads many addresses at a time and gives each document or failure on. */
    void readAll(String source, Iterator<WebRequest> requests, PageOrder order, DocumentSink sink) {
        new PageTasks(source, client.options().concurrency(), order, sink::isCancelled)
                .run(() -> requests.hasNext() ? requests.next() : null, this::read, outcome -> outcome.tell(sink));
    }

    @Override
    public void close() {
        client.close();
    }
}
