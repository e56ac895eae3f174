package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;

/** Turns a fetched page into a document; safe for concurrent use. */
final class PageParser {

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    private final ContentMode mode;

    PageParser(ContentMode mode) {
        this.mode = mode;
    }

    /**
     * Makes a document of a page.
     *
     * @param source what the user asked for, for the message
     * @throws WebException if the page is neither HTML nor text, or has no text
     */
    Document parse(String source, WebAnswer page) {
        String mediaType = page.mediaType().isEmpty() ? guess(page.body()) : page.mediaType();
        boolean html = HTML.contains(mediaType);
        if (!html && !isText(mediaType)) {
            throw WebException.lasting(
                    source,
                    "the media type must be HTML or text, got: " + mediaType
                            + ". Save it to a file and use a reader of files.",
                    null);
        }
        HtmlCharset.Decoded decoded = HtmlCharset.decode(page.body(), page.charset(), html);
        Metadata.Builder known = Metadata.builder()
                .set(MetadataKeys.SOURCE, "web")
                .set(MetadataKeys.MEDIA_TYPE, mediaType)
                .set(MetadataKeys.CHARSET, decoded.charset().name());
        if (decoded.replaced() > 0) {
            known.set(MetadataKeys.REPLACED_CHARS, decoded.replaced());
        }
        Document document = html ? html(page, decoded.text(), known) : text(page, decoded.text(), known);
        if (document.text().isBlank()) {
            throw WebException.lasting(source, "the page has no text. It may need scripts, which are not run.", null);
        }
        return document;
    }

    private Document html(WebAnswer fetched, String html, Metadata.Builder known) {
        org.jsoup.nodes.Document page = Jsoup.parse(html, fetched.uri().toString());
        PageMetadata facts = new PageMetadata(page, fetched);
        URI address = facts.address();
        Metadata metadata = facts.addTo(located(known, address));
        Invisible.removeFrom(page);
        BlockText text = mode == ContentMode.MAIN ? main(page, facts.titles()) : whole(page);
        if (text.text().isBlank()) {
            // A page without main content, such as a list of links, is taken whole; the search has changed the tree.
            page = Jsoup.parse(html, fetched.uri().toString());
            Invisible.removeFrom(page);
            text = whole(page);
        }
        return Document.of(address.toString(), text.text(), metadata, text.sections());
    }

    private static BlockText main(org.jsoup.nodes.Document page, Set<String> titles) {
        BlockText text = new BlockText();
        MainContent.find(page, titles).forEach(text::write);
        return text;
    }

    private static BlockText whole(org.jsoup.nodes.Document page) {
        BlockText text = new BlockText();
        text.write(page.body());
        return text;
    }

    private static Document text(WebAnswer page, String text, Metadata.Builder known) {
        Metadata metadata = located(known, page.uri()).toBuilder()
                .setIfPresent(
                        MetadataKeys.LANGUAGE, page.header("content-language").flatMap(PageMetadata::languageTag))
                .build();
        return Document.of(page.uri().toString(), text, metadata);
    }

    private static Metadata located(Metadata.Builder known, URI address) {
        return known.set(MetadataKeys.SOURCE_ID, address.toString())
                .set(MetadataKeys.URL, address.toString())
                .build();
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.equals("application/json")
                || mediaType.equals("application/xml")
                || mediaType.endsWith("+json")
                || mediaType.endsWith("+xml");
    }

    /** Guesses the type of a body for which the server named none. */
    private static String guess(byte[] body) {
        int length = Math.min(body.length, 1024);
        String start = new String(body, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (start.contains("<html") || start.contains("<!doctype html")) {
            return "text/html";
        }
        return start.indexOf('\0') < 0 ? "text/plain" : "application/octet-stream";
    }
}
