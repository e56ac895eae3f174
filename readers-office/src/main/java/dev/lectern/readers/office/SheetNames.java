package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the names of the sheets of an OpenDocument spreadsheet, which Tika leaves out. Stateless.
 *
 * @see <a href="https://docs.oasis-open.org/office/OpenDocument/v1.3/OpenDocument-v1.3-part3-schema.html">OpenDocument 1.3, table:table</a>
 */
final class SheetNames {

    /** Also the start of the type of templates. */
    private static final String SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet";

    /** Of the document, and at the end of those of documents within it. */
    private static final String CONTENT = "content.xml";

    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";

    /** Sheets that begin beyond this have no names. */
    private static final int MAX_ELEMENTS = 20_000_000;

    private SheetNames() {}

    /**
     * Returns the names in the order in which the parser comes to the tables, empty ones for those of charts and other documents within;
     * none where the document is no spreadsheet, or cannot be read this far.
     */
    static List<String> of(FileInput input) throws IOException {
        List<String> names = new ArrayList<>();
        if (!new String(input.head(), StandardCharsets.ISO_8859_1).startsWith("mimetype", 30)) {
            return names;
        }
        try (ZipFile zip = new ZipFile(input.localFile().toFile())) {
            ZipEntry type = zip.getEntry("mimetype");
            if (type == null || !isSpreadsheet(zip, type)) {
                return names;
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(CONTENT)) {
                    List<String> found = new ArrayList<>();
                    try (InputStream in = zip.getInputStream(entry)) {
                        addNames(in, found);
                    }
                    names.addAll(entry.getName().equals(CONTENT) ? found : Collections.nCopies(found.size(), ""));
                }
            }
        } catch (ZipException | XMLStreamException e) {
            // Damaged or encrypted: the parser says so.
        }
        return names;
    }

    private static boolean isSpreadsheet(ZipFile zip, ZipEntry type) throws IOException {
        try (InputStream in = zip.getInputStream(type)) {
            return new String(in.readNBytes(SPREADSHEET.length()), StandardCharsets.ISO_8859_1).equals(SPREADSHEET);
        }
    }

    private static void addNames(InputStream in, List<String> names) throws XMLStreamException {
        XMLStreamReader xml = SafeXml.factory().createXMLStreamReader(in);
        int depth = 0;
        for (int elements = 0; xml.hasNext() && elements < MAX_ELEMENTS; ) {
            int event = xml.next();
            boolean table = xml.hasName() && xml.getLocalName().equals("table") && TABLE.equals(xml.getNamespaceURI());
            if (event == XMLStreamConstants.START_ELEMENT) {
                elements++;
                if (table && depth++ == 0) {
                    names.add(
                            String.valueOf(xml.getAttributeValue(TABLE, "name")).strip());
                }
                if (elements % 1024 == 0 && Thread.currentThread().isInterrupted()) {
                    return;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && table) {
                depth--;
            }
        }
        xml.close();
    }
}
