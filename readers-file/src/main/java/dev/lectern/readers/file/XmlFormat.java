package dev.lectern.readers.file;

import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Reads the text of XML: what stands in elements, a line per element that has text of its own.
 *
 * <p>A document type declaration is passed over. Entities that it declares are not known here, whether they are in the file or elsewhere:
 * a text that uses one is refused, so nothing is fetched and nothing grows.
 */
public final class XmlFormat extends BuiltInFormat {

    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>\\[]*");

    private static final Pattern ENTITY = Pattern.compile("<!ENTITY\\s+(?:%\\s+)?([^\\s\"'>]+)");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public XmlFormat() {
        super(
                "xml",
                "Reads the text of XML, a line per element; entities of its own are refused.",
                FileType.of("application/xml", "xml", "xsd", "xsl", "xslt"),
                FileType.of("text/xml"),
                FileType.of("application/rss+xml", "rss"),
                FileType.of("application/atom+xml", "atom"),
                FileType.of("image/svg+xml", "svg"));
    }

    /** The tree takes ten to forty times the text. */
    @Override
    public long defaultMaxBytes() {
        return 8L << 20;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        DecodedText decoded = TextDecoder.decodeMarkup(input.bytes());
        Document xml = Jsoup.parse(withoutDeclaration(decoded.text()), "", Parser.xmlParser());
        Lines lines = new Lines();
        xml.traverse(lines);
        Element title = xml.selectFirst("title");
        sink.document(FileContent.of(
                lines.text(),
                decoded.metadata()
                        .setIfPresent(
                                MetadataKeys.TITLE,
                                Optional.ofNullable(title).map(Element::text).filter(text -> !text.isBlank()))
                        .build()));
    }

    /** Cuts the document type declaration out, and refuses what uses the entities that it declares. */
    private static String withoutDeclaration(String text) throws UnreadableFileException {
        Matcher start = DOCTYPE.matcher(text);
        if (!start.find()) {
            return text;
        }
        int end = start.end();
        if (end < text.length() && text.charAt(end) == '[') {
            int close = text.indexOf("]>", end);
            Matcher spaced = Pattern.compile("]\\s*>").matcher(text);
            end = spaced.find(end) ? spaced.end() - 1 : close;
            if (end < 0) {
                throw new UnreadableFileException("damaged: its document type declaration does not end. Repair it.");
            }
            String body = text.substring(end);
            Matcher entity = ENTITY.matcher(text.substring(start.end(), end));
            while (entity.find()) {
                if (body.contains("&" + entity.group(1) + ";")) {
                    throw new UnreadableFileException("it uses the entity " + entity.group(1)
                            + " that it declares itself; such entities are not expanded, since they can fetch files or grow without end."
                            + " Replace them by their text.");
                }
            }
        }
        return text.substring(0, start.start()) + text.substring(Math.min(text.length(), end + 1));
    }

    /** Writes the text of each element on a line of its own. */
    private static final class Lines implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words && !words.isBlank()) {
                String run = words.getWholeText().strip().replaceAll("[ \\t\\x0B\\f\\r]*\\n\\s*", "\n");
                if (text.length() > 0) {
                    text.append('\n');
                }
                text.append(run);
            }
        }

        @Override
        public void tail(Node node, int depth) {}

        String text() {
            return text.toString();
        }
    }
}
