package dev.lectern.readers.office;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads compound files (OLE), and refuses those of which Tika reads who made them and nothing of what they say.
 *
 * <p>Objects within documents, of which the document shows a picture, stay without text. Thread-safe.
 */
final class CompoundFileParser extends OfficeParser {

    private static final long serialVersionUID = 1L;

    private static final Set<POIFSDocumentType> WITHOUT_TEXT = EnumSet.of(
            POIFSDocumentType.WORKS,
            POIFSDocumentType.PROJECT,
            POIFSDocumentType.SOLIDWORKS_PART,
            POIFSDocumentType.SOLIDWORKS_ASSEMBLY,
            POIFSDocumentType.SOLIDWORKS_DRAWING);

    /** Streams that only objects within documents have. */
    private static final Set<String> OF_OBJECTS = Set.of("\u0001Ole", "\u0003ObjInfo", "\u0003OCXNAME");

    private static final int MAX_NAMES = 5;

    @Override
    protected void parse(DirectoryNode root, ParseContext context, Metadata metadata, XHTMLContentHandler xhtml)
            throws IOException, SAXException, TikaException {
        POIFSDocumentType type = POIFSDocumentType.detectType(root);
        if (WITHOUT_TEXT.contains(type)) {
            throw new NoTextKnownException(type.getType().toString());
        } else if (type == POIFSDocumentType.UNKNOWN
                && !root.hasEntry("EncryptedPackage")
                && root.getEntryNames().stream().noneMatch(OF_OBJECTS::contains)) {
            throw new NoTextKnownException("a compound file with "
                    + root.getEntryNames().stream().sorted().limit(MAX_NAMES).collect(Collectors.joining(", ")));
        }
        super.parse(root, context, metadata, xhtml);
    }
}
