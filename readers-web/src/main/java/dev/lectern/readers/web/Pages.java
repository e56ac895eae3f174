package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches addresses and turns them into documents, for all readers of the web; safe for concurrent use. */
final class Pages implements AutoCloseable {

    static final String FORBIDDEN = "robots.txt forbids it. Ask the owner, or switch robots off (option robots).";

    private final WebClient client;
    private final PageParser parser;
    private final FileParts files;
    private final TimeLimit limit;

    Pages(WebClient client, ContentMode mode, FileParts files, PageParser.Links links, TimeLimit limit) {
        this.client = client;
        this.parser = new PageParser(mode, robotName(client.options().userAgent()), links);
        this.files = files;
        this.limit = limit;
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

    /** Reads an address as the robots.txt of its host, and of each host that it redirects to, allows: not at all, or with the pause it asks for. */
    PageOutcome readObediently(Robots robots, WebRequest request) {
        String source = request.address();
        URI uri = uriOf(source);
        if (uri == null) {
            return read(request);
        }
        try {
            RobotsTxt rules = robots.rulesFor(uri);
            if (!rules.allows(uri)) {
                throw new ForbiddenException();
            }
            WebAnswer answer = client.get(request.withDelay(rules.delay()), to -> {
                if (!robots.rulesFor(to).allows(to)) {
                    throw new ForbiddenException();
                }
            });
            return read(source, answer);
        } catch (ForbiddenException e) {
            return PageOutcome.skipped(uri, new ReadSkip(source, FORBIDDEN, Unread.ITEM));
        } catch (WebException e) {
            return PageOutcome.failed(source, uri, e.subject().equals(source) ? e : e.of(source));
        }
    }

    /** Says that a robots.txt forbids an address. */
    private static final class ForbiddenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForbiddenException() {
            super("robots.txt forbids it");
        }
    }

    /** Reads an answer that is there already. */
    PageOutcome read(String source, WebAnswer answer) {
        try {
            String mediaType = PageParser.mediaType(answer);
            if (PageParser.isHtml(mediaType)) {
                return limit.run(source, () -> parser.html(source, answer, mediaType));
            }
            boolean text = PageParser.isPlain(mediaType) || (PageParser.isText(mediaType) && !files.areRead());
            boolean noindex = RobotsTags.of(answer, parser.robot()).noindex();
            if (text) {
                Document document = limit.run(source, () -> parser.text(source, answer, mediaType));
                return PageOutcome.read(source, answer.uri(), document, PageLinks.NONE, noindex);
            }
            FileParts.Parts parts = files.read(source, answer, mediaType);
            return new PageOutcome(
                    source, answer.uri(), parts.documents(), parts.failures(), null, null, PageLinks.NONE, noindex);
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
        return limit.run(id, () -> parser.fragment(id, html, base, metadata));
    }

    private static @Nullable URI uriOf(String source) {
        try {
            return WebAddress.parse(source);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Does work on what was fetched, but for so long only. */
    <T> T limited(String source, Supplier<T> work) {
        return limit.run(source, work);
    }

    @Override
    public void close() {
        client.close();
        files.close();
        limit.close();
    }
}
