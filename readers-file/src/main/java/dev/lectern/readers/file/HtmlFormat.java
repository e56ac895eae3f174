package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import java.io.IOException;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Reads HTML as readable text: blocks as paragraphs, lists, rows of tables; headings become sections.
 *
 * <p>Scripts, styles and navigation stay out, see {@link HtmlNoise}. Title, language, author, description and date of publication are
 * those that the head declares.
 */
public final class HtmlFormat extends BuiltInFormat {

    /** The tree takes ten to forty times the text, the more the denser the markup. */
    private static final long DEFAULT_MAX_BYTES = 8L << 20;

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public HtmlFormat() {
        super(
                "html",
                "Reads HTML as readable text: paragraphs, lists, tables, headings as sections, no scripts or navigation.",
                FileType.of(FileTypes.HTML, "html", "htm"),
                FileType.of("application/xhtml+xml", "xhtml", "xht"));
    }

    @Override
    public long defaultMaxBytes() {
        return DEFAULT_MAX_BYTES;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        sink.document(contentOf(TextDecoder.decodeMarkup(input)));
    }

    /** Returns the readable text of a page, wherever it was found. */
    static FileContent contentOf(DecodedText decoded) {
        Document page = Jsoup.parse(decoded.text(), "", Parser.htmlParser());
        Metadata.Builder metadata = decoded.metadata();
        HtmlText text = HtmlText.of(page);
        addDeclared(page, text.outline().firstTitle(), metadata);
        return new FileContent(
                text.text(),
                metadata.build(),
                text.outline().sections(text.text().length()));
    }

    private static void addDeclared(Document page, String firstHeading, Metadata.Builder metadata) {
        metadata.setIfPresent(
                MetadataKeys.TITLE,
                first(Optional.of(page.title()), meta(page, "og:title"), Optional.of(firstHeading)));
        metadata.setIfPresent(MetadataKeys.AUTHOR, meta(page, "author", "dc.creator", "dcterms.creator"));
        metadata.setIfPresent(MetadataKeys.DESCRIPTION, meta(page, "description", "dc.description", "og:description"));
        Element html = page.selectFirst("html");
        String language = html == null ? "" : html.attr(html.hasAttr("lang") ? "lang" : "xml:lang");
        metadata.setIfPresent(
                MetadataKeys.LANGUAGE,
                first(Optional.of(language), meta(page, "content-language", "dc.language"))
                        .flatMap(Declared::language));
        metadata.setIfPresent(
                MetadataKeys.CREATED_AT,
                meta(page, "article:published_time", "datepublished", "dcterms.created", "dc.date", "date")
                        .flatMap(Declared::instant));
    }

    /** Returns the content of the first meta element of the first of some names; case does not count. */
    private static Optional<String> meta(Document page, String... names) {
        for (String name : names) {
            for (Element meta : page.select("meta[content]")) {
                boolean named = name.equalsIgnoreCase(meta.attr("name"))
                        || name.equalsIgnoreCase(meta.attr("property"))
                        || name.equalsIgnoreCase(meta.attr("itemprop"))
                        || name.equalsIgnoreCase(meta.attr("http-equiv"));
                String content = meta.attr("content").strip();
                if (named && !content.isEmpty()) {
                    return Optional.of(content);
                }
            }
        }
        return Optional.empty();
    }

    @SafeVarargs
    private static Optional<String> first(Optional<String>... choices) {
        for (Optional<String> choice : choices) {
            if (choice.isPresent() && !choice.get().isBlank()) {
                return choice.map(String::strip);
            }
        }
        return Optional.empty();
    }
}
