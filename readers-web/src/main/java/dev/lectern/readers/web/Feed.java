package dev.lectern.readers.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import dev.lectern.readers.web.http.WebAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A feed: RSS 0.9x to 2.0 and Atom by ROME, JSON Feed by ourselves.
 *
 * @param title empty if there is none
 * @param language empty if there is none
 * @param entries in the order of the feed
 * @see <a href="https://www.jsonfeed.org/version/1.1/">JSON Feed 1.1</a>
 */
record Feed(String title, String language, List<FeedEntry> entries) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** RSS 0.91 begins with one; what it points to is never looked at. One with parts of its own is refused by the parser. */
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^\\[>]*>", Pattern.CASE_INSENSITIVE);

    private static final int PROLOG_CHARS = 2_000;

    /** Makes a feed; the list is copied. */
    Feed {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a feed.
     *
     * @throws IOException if it is none, or damaged (message says which)
     */
    static Feed read(WebAnswer answer) throws IOException {
        String start = new String(answer.body(), 0, Math.min(answer.body().length, 200), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading();
        return start.startsWith("{") ? json(answer.body()) : xml(answer);
    }

    private static Feed xml(WebAnswer answer) throws IOException {
        String text;
        try (Reader decoded = new XmlReader(
                new ByteArrayInputStream(answer.body()),
                answer.header("content-type").orElse("application/xml"),
                true)) {
            StringWriter all = new StringWriter();
            decoded.transferTo(all);
            text = all.toString();
        }
        try {
            SyndFeed feed = new SyndFeedInput(false, Locale.ENGLISH).build(new StringReader(withoutDoctype(text)));
            return new Feed(
                    text(feed.getTitle()),
                    text(feed.getLanguage()),
                    feed.getEntries().stream().map(Feed::entry).toList());
        } catch (FeedException | IllegalArgumentException e) {
            throw new IOException(String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
    }

    private static String withoutDoctype(String text) {
        String prolog = text.substring(0, Math.min(text.length(), PROLOG_CHARS));
        Matcher doctype = DOCTYPE.matcher(prolog);
        return doctype.find() ? text.substring(0, doctype.start()) + text.substring(doctype.end()) : text;
    }

    private static FeedEntry entry(SyndEntry entry) {
        // Of RSS these are content:encoded, else description; of Atom content, else summary.
        SyndContent content = Stream.concat(entry.getContents().stream(), Stream.ofNullable(entry.getDescription()))
                .filter(part -> !text(part.getValue()).isBlank())
                .findFirst()
                .orElse(null);
        String type = content == null ? "" : text(content.getType());
        boolean plain = type.equals("text") || type.equals("text/plain");
        String value = content == null ? "" : text(content.getValue());
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return new FeedEntry(
                text(entry.getUri()),
                text(entry.getLink()),
                text(entry.getTitle()),
                author(entry),
                value,
                // Descriptions of RSS are HTML, whatever ROME says of them.
                !plain || value.matches("(?s).*<[A-Za-z/!].*"),
                date == null ? null : date.toInstant());
    }

    private static String author(SyndEntry entry) {
        return entry.getAuthors().stream()
                .map(person -> text(person.getName()))
                .filter(name -> !name.isEmpty())
                .reduce((a, b) -> a + ", " + b)
                .orElse(text(entry.getAuthor()));
    }

    private static Feed json(byte[] body) throws IOException {
        JsonNode feed = JSON.readTree(body);
        if (!feed.path("version").asText().contains("jsonfeed.org")
                || !feed.path("items").isArray()) {
            throw new IOException("the JSON is no JSON Feed: it has no version of jsonfeed.org, or no items");
        }
        String author = author(feed);
        List<FeedEntry> entries = new ArrayList<>();
        for (JsonNode item : feed.path("items")) {
            boolean html = !item.path("content_html").asText().isBlank();
            String content = Stream.of("content_html", "content_text", "summary")
                    .map(name -> item.path(name).asText())
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse("");
            String own = author(item);
            entries.add(new FeedEntry(
                    item.path("id").asText(),
                    item.path("url").asText(item.path("external_url").asText()),
                    item.path("title").asText(),
                    own.isEmpty() ? author : own,
                    content,
                    html,
                    date(item.path("date_published")
                            .asText(item.path("date_modified").asText()))));
        }
        return new Feed(feed.path("title").asText(), feed.path("language").asText(), entries);
    }

    private static String author(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.path("authors").forEach(author -> names.add(author.path("name").asText()));
        return names.isEmpty() ? node.path("author").path("name").asText() : String.join(", ", names);
    }

    private static @Nullable Instant date(String text) {
        return Optional.of(text)
                .filter(value -> !value.isBlank())
                .flatMap(PageDates::parse)
                .orElse(null);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
