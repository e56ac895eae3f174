package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Turns HTML and text into documents; safe for concurrent use. */
final class PageParser {

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    private static final Set<String> PLAIN = Set.of("text/plain", "application/json", "application/xml", "text/xml");

    /** Whether somebody wants to know where a page leads; finding out costs as much as the rest of a page full of links. */
    enum Links {
        WANTED,
        IGNORED
    }

    private final ContentMode mode;
    private final String robot;
    private final Links wanted;

    /**
     * Makes a parser.
     *
     * @param robot the name by which rules for robots call us
     */
    PageParser(ContentMode mode, String robot, Links wanted) {
        this.mode = mode;
        this.robot = robot;
        this.wanted = wanted;
    }

    String robot() {
        return robot;
    }

    /** Returns the media type that the server names, else the one that the body looks like. */
    static String mediaType(WebAnswer answer) {
        return answer.mediaType().isEmpty() ? guess(answer.body()) : answer.mediaType();
    }

    static boolean isHtml(String mediaType) {
        return HTML.contains(mediaType);
    }

    /** Tells whether text is its own best form. */
    static boolean isPlain(String mediaType) {
        return PLAIN.contains(mediaType) || mediaType.endsWith("+json") || mediaType.endsWith("+xml");
    }

    static boolean isText(String mediaType) {
        return mediaType.startsWith("text/") || isPlain(mediaType);
    }

    /**
     * Reads a page of HTML.
     *
     * @param source what the user asked for, for the message
     */
    PageOutcome html(String source, WebAnswer answer, String mediaType) {
        HtmlCharset.Decoded decoded = HtmlCharset.decode(answer.body(), answer.charset(), true);
        org.jsoup.nodes.Document page = parsed(decoded.text(), answer.uri().toString());
        RobotsTags robots = RobotsTags.of(answer, page, robot);
        PageLinks links = wanted == Links.WANTED ? links(page, robots.nofollow()) : PageLinks.NONE;
        WebException instead = SoftBlock.find(answer, page)
                .map(block -> instead(source, block))
                .orElse(null);
        PageMetadata facts = new PageMetadata(page, answer);
        URI address = facts.address();
        Metadata metadata =
                facts.addTo(located(known(mediaType, decoded), address).build());
        Written written = write(decoded.text(), page, facts.titles());
        WebException failure = instead == null && written.text.isBlank() ? empty(source) : instead;
        if (failure != null) {
            return PageOutcome.failed(source, answer.uri(), failure, links, robots.noindex());
        }
        Document document = Document.of(address.toString(), written.text, metadata, written.sections);
        return PageOutcome.read(source, answer.uri(), document, links, robots.noindex());
    }

    private static WebException instead(String source, SoftBlock.Instead block) {
        String reason = "the server answered with status 200, but with " + block.what()
                + " instead of the page. Open the address in a browser to see it.";
        return block.gone() ? WebException.gone(source, reason) : WebException.lasting(source, reason, null);
    }

    private static WebException empty(String source) {
        return WebException.lasting(
                source,
                "the server answered with status 200, but the page has no text. It may need scripts, which are not run.",
                null);
    }

    private record Written(String text, List<Section> sections) {}

    private Written write(String html, org.jsoup.nodes.Document page, Set<String> titles) {
        if (mode == ContentMode.HTML) {
            return new Written(html, List.of());
        }
        String address = page.baseUri();
        Invisible.removeFrom(page);
        Written written = written(mode == ContentMode.WHOLE ? List.of(page.body()) : MainContent.find(page, titles));
        if (written.text.isBlank()) {
            // A page without main content, such as a list of links, is taken whole; the search has changed the tree.
            org.jsoup.nodes.Document again = parsed(html, address);
            Invisible.removeFrom(again);
            return written(List.of(again.body()));
        }
        return written;
    }

    private Written written(List<Element> content) {
        if (mode == ContentMode.MARKDOWN) {
            MarkdownText text = new MarkdownText();
            content.forEach(text::write);
            return new Written(text.text(), text.sections());
        }
        BlockText text = new BlockText();
        content.forEach(text::write);
        return new Written(text.text(), text.sections());
    }

    private static PageLinks links(org.jsoup.nodes.Document page, boolean nofollow) {
        Map<URI, Boolean> links = new LinkedHashMap<>();
        Targets targets = new Targets();
        int tooLong = 0;
        int beyond = 0;
        for (Element link : page.select("a[href], area[href], frame[src], iframe[src]")) {
            String attribute = link.hasAttr("href") ? "href" : "src";
            if (link.attr(attribute).length() > WebAddress.MAX_CHARS) {
                tooLong += WebAddress.accepts(link.attr(attribute))
                                || link.attr(attribute).indexOf(':') < 0
                        ? 1
                        : 0;
                continue;
            }
            if (targets.isSpent()) {
                beyond++;
                continue;
            }
            boolean unwanted =
                    nofollow || link.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow");
            // Mail, scripts and broken addresses are nothing that could be fetched. Of two links one without the
            // request is enough.
            address(targets.of(link, attribute)).ifPresent(uri -> links.merge(uri, unwanted, Boolean::logicalAnd));
        }
        return new PageLinks(
                links.entrySet().stream()
                        .map(link -> new PageLink(link.getKey(), link.getValue()))
                        .toList(),
                tooLong,
                beyond);
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(WebAddress.parse(text));
        } catch (IllegalArgumentException notOfTheWeb) {
            return Optional.empty();
        }
    }

    /** Parses a page without looking for anything in it. */
    static org.jsoup.nodes.Document parsed(WebAnswer answer) {
        HtmlCharset.Decoded decoded = HtmlCharset.decode(answer.body(), answer.charset(), true);
        return parsed(decoded.text(), answer.uri().toString());
    }

    /** Parses a page; a base that is longer than any address counts as none, since each link would be resolved against it. */
    private static org.jsoup.nodes.Document parsed(String html, String address) {
        org.jsoup.nodes.Document page = Jsoup.parse(html, address);
        if (page.baseUri().length() > WebAddress.MAX_CHARS) {
            page.setBaseUri(address);
        }
        return page;
    }

    /** Writes a piece of HTML, all of which is wanted. */
    Document fragment(String id, String html, String base, Metadata metadata) {
        if (mode == ContentMode.HTML) {
            return Document.of(id, html, metadata);
        }
        org.jsoup.nodes.Document page = Jsoup.parseBodyFragment(html, base);
        Invisible.removeFrom(page);
        Written written = written(List.of(page.body()));
        return Document.of(id, written.text, metadata, written.sections);
    }

    /**
     * Takes text as it is.
     *
     * @throws WebException if there is none
     */
    Document text(String source, WebAnswer answer, String mediaType) {
        HtmlCharset.Decoded decoded = HtmlCharset.decode(answer.body(), answer.charset(), false);
        if (decoded.text().isBlank()) {
            throw empty(source);
        }
        Metadata metadata = located(known(mediaType, decoded), answer.uri())
                .setIfPresent(
                        MetadataKeys.LANGUAGE, answer.header("content-language").flatMap(PageMetadata::languageTag))
                .build();
        return Document.of(answer.uri().toString(), decoded.text(), metadata);
    }

    private static Metadata.Builder known(String mediaType, HtmlCharset.Decoded decoded) {
        Metadata.Builder known = Metadata.builder()
                .set(MetadataKeys.SOURCE, "web")
                .set(MetadataKeys.MEDIA_TYPE, mediaType)
                .set(MetadataKeys.CHARSET, decoded.charset().name());
        return decoded.replaced() > 0 ? known.set(MetadataKeys.REPLACED_CHARS, decoded.replaced()) : known;
    }

    private static Metadata.Builder located(Metadata.Builder known, URI address) {
        return known.set(MetadataKeys.SOURCE_ID, address.toString()).set(MetadataKeys.URL, address.toString());
    }

    /** Guesses the type of a body for which the server named none. */
    private static String guess(byte[] body) {
        int length = Math.min(body.length, 1024);
        String start = new String(body, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (start.startsWith("%pdf-")) {
            return "application/pdf";
        }
        if (start.contains("<html") || start.contains("<!doctype html")) {
            return "text/html";
        }
        return start.indexOf('\0') < 0 ? "text/plain" : "application/octet-stream";
    }
}
