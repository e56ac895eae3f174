package dev.lectern.readers.web;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebAnswer;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page says of itself, from JSON-LD, Open Graph, meta elements and marked-up text, in this order.
 *
 * @see <a href="https://schema.org/Article">schema.org Article</a>
 * @see <a href="https://ogp.me/">The Open Graph protocol</a>
 */
final class PageMetadata {

    /** Longer values are text that a template put in the wrong place. */
    private static final int MAX_NAME_CHARS = 300;

    private static final List<String> NAMING = List.of("property", "name", "http-equiv");

    private final Document page;
    private final WebAnswer fetched;
    private final LinkedData linked;

    /** What meta elements say, by the attribute that names it and its value in small letters, as {@code name=author}; the first text of each. */
    private final Map<String, String> metas = new HashMap<>();

    PageMetadata(Document page, WebAnswer fetched) {
        this.page = page;
        this.fetched = fetched;
        this.linked = LinkedData.of(page);
        for (Element meta : page.select("meta[content]")) {
            String content = meta.attr("content").strip();
            for (String naming : NAMING) {
                String name = meta.attr(naming).strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !content.isEmpty()) {
                    metas.putIfAbsent(naming + "=" + name, content);
                }
            }
        }
    }

    /** Returns the address that the page wants to be known by, where that is believable, else the one it was fetched from. */
    URI address() {
        Element link = page.selectFirst("link[rel=canonical][href]");
        if (link == null) {
            return fetched.uri();
        }
        try {
            URI canonical = WebAddress.resolve(fetched.uri(), Targets.one(link, "href"));
            boolean sameHost = WebAddress.plainHost(canonical).equals(WebAddress.plainHost(fetched.uri()));
            // Templates that name the front page on every page would make all pages one document.
            boolean frontPage = canonical.getPath().equals("/") && canonical.getQuery() == null;
            return sameHost && (!frontPage || fetched.uri().getPath().equals("/")) ? canonical : fetched.uri();
        } catch (IllegalArgumentException malformed) {
            return fetched.uri();
        }
    }

    /** Returns everything by which the page is titled, best first. */
    Set<String> titles() {
        Set<String> titles = new LinkedHashSet<>();
        linked.text("headline").filter(PageMetadata::isName).ifPresent(titles::add);
        property("og:title").filter(PageMetadata::isName).ifPresent(titles::add);
        Optional.of(page.title().strip()).filter(PageMetadata::isName).ifPresent(titles::add);
        if (titles.isEmpty()) {
            Optional.ofNullable(page.selectFirst("h1"))
                    .map(Element::text)
                    .filter(PageMetadata::isName)
                    .ifPresent(titles::add);
        }
        return titles;
    }

    /** Adds what the page says to what is known without it. */
    Metadata addTo(Metadata known) {
        return known.toBuilder()
                .setIfPresent(MetadataKeys.TITLE, titles().stream().findFirst())
                .setIfPresent(
                        MetadataKeys.DESCRIPTION,
                        first(List.of(() -> property("og:description"), () -> named("description"))))
                .setIfPresent(MetadataKeys.AUTHOR, author())
                .setIfPresent(MetadataKeys.CREATED_AT, published())
                .setIfPresent(MetadataKeys.LANGUAGE, language())
                .build();
    }

    private Optional<String> author() {
        return first(List.of(
                        linked::author,
                        () -> named("author"),
                        () -> property("article:author"),
                        () -> text("[itemprop=author] [itemprop=name], [itemprop=author]"),
                        () -> text("a[rel=author]")))
                .filter(name -> !WebAddress.accepts(name));
    }

    private Optional<Instant> published() {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> linked.text("datePublished"),
                        () -> property("article:published_time"),
                        () -> attribute("[itemprop=datePublished]", "content"),
                        () -> attribute("[itemprop=datePublished]", "datetime"),
                        () -> named("date"),
                        () -> named("dc.date"),
                        () -> named("dcterms.created"),
                        () -> attribute("time[pubdate]", "datetime"),
                        () -> attribute("article time[datetime]", "datetime"),
                        () -> attribute("time[datetime]", "datetime"))
                .flatMap(place -> place.get().flatMap(PageDates::parse).stream())
                .findFirst();
    }

    private Optional<String> language() {
        return first(List.of(
                        () -> attribute("html[lang]", "lang"),
                        () -> meta("http-equiv=content-language"),
                        () -> property("og:locale"),
                        () -> fetched.header("content-language")))
                .flatMap(PageMetadata::languageTag);
    }

    /** Returns a well-formed BCP 47 tag; nothing for lists and other text. */
    static Optional<String> languageTag(String text) {
        String tag = Locale.forLanguageTag(text.strip().replace('_', '-')).toLanguageTag();
        return tag.equals("und") ? Optional.empty() : Optional.of(tag);
    }

    private Optional<String> property(String name) {
        return meta("property=" + name);
    }

    private Optional<String> named(String name) {
        return meta("name=" + name);
    }

    private Optional<String> meta(String named) {
        return Optional.ofNullable(metas.get(named));
    }

    private Optional<String> attribute(String selector, String attribute) {
        return page.select(selector).stream()
                .map(element -> element.attr(attribute).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Optional<String> text(String selector) {
        return page.select(selector).stream()
                .map(Element::text)
                .filter(PageMetadata::isName)
                .findFirst();
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= MAX_NAME_CHARS;
    }

    private static Optional<String> first(List<Supplier<Optional<String>>> places) {
        return places.stream()
                .flatMap(place -> place.get().stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
