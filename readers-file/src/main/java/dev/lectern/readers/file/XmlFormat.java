package dev.lectern.readers.file;

import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.util.Optional;
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
        DecodedText decoded = TextDecoder.decodeMarkup(input);
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
        XmlDeclaration declaration = XmlDeclaration.of(text);
        String used = declaration.usedIn(text);
        if (!used.isEmpty()) {
            throw new UnreadableFileException("it uses the entity " + used
                    + " that it declares itself; such entities are not expanded, since they can fetch files or grow without end."
                    + " Replace them by their text.");
        }
        return text.substring(0, declaration.start()) + text.substring(declaration.end());
    }

    /** Writes the text of each element on a line of its own. */
    private static final class Lines implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words && !words.isBlank()) {
                words.getWholeText()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(this::add);
            }
        }

        private void add(String line) {
            text.append(text.length() == 0 ? "" : "\n").append(line);
        }

        @Override
        public void tail(Node node, int depth) {}

        String text() {
            return text.toString();
        }
    }
}
