package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Finds the navigation document of a book that its reading order leaves out: a list of links for the program that shows the book, which is
 * no text of it. Stateless.
 *
 * @see <a href="https://www.w3.org/TR/epub-33/#sec-nav">EPUB 3.3, 7 navigation document</a>
 */
final class EpubNavigation {

    private static final String CONTAINER = "META-INF/container.xml";

    /** What comes beyond this in the list of a book's files is not looked at. */
    private static final int MAX_ELEMENTS = 1_000_000;

    private EpubNavigation() {}

    /** Returns the names of the entries; none where the file is no book, or cannot be read this far. */
    static Set<String> of(FileInput input) throws IOException {
        if (!"application/epub+zip".equals(OfficeSignature.of(input.head()))) {
            return Set.of();
        }
        try (ZipFile zip = new ZipFile(input.localFile().toFile())) {
            Found found = new Found();
            found.read(zip, CONTAINER);
            String list = found.root;
            found.read(zip, list);
            found.navigation.keySet().removeAll(found.inOrder);
            Set<String> names = new TreeSet<>();
            found.navigation.values().forEach(name -> names.add(list.substring(0, list.lastIndexOf('/') + 1) + name));
            return names;
        } catch (ZipException | XMLStreamException e) {
            // Damaged: the parser says so.
            return Set.of();
        }
    }

    /** What the two files that describe a book say; one book per object. */
    private static final class Found {

        private final Map<String, String> navigation = new HashMap<>();
        private final Set<String> inOrder = new TreeSet<>();
        private String root = "";

        void read(ZipFile zip, String name) throws IOException, XMLStreamException {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                return;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                XMLStreamReader xml = SafeXml.factory().createXMLStreamReader(in);
                for (int elements = 0; xml.hasNext() && elements < MAX_ELEMENTS; ) {
                    xml.next();
                    if (xml.isStartElement()) {
                        elements++;
                        take(xml);
                    }
                }
            }
        }

        private void take(XMLStreamReader element) {
            switch (element.getLocalName()) {
                case "rootfile" -> root = attribute(element, "full-path");
                case "itemref" -> inOrder.add(attribute(element, "idref"));
                case "item" -> {
                    if (Arrays.asList(attribute(element, "properties").split("\\s+"))
                            .contains("nav")) {
                        navigation.put(attribute(element, "id"), decoded(attribute(element, "href")));
                    }
                }
                default -> {
                    // Says nothing of navigation.
                }
            }
        }

        private static String attribute(XMLStreamReader element, String name) {
            String value = element.getAttributeValue(null, name);
            return value == null ? "" : value;
        }

        /** As the parser does it, whose names these are compared with. */
        private static String decoded(String href) {
            try {
                return URLDecoder.decode(href, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return href;
            }
        }
    }
}
