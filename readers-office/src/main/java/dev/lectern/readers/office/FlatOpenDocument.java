package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import dev.lectern.format.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.events.EntityReference;
import javax.xml.stream.events.XMLEvent;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an OpenDocument file that is one XML text as the usual zip, so that both are read alike. Scripts, settings and what is
 * embedded as base64 stay out; a document within the document comes after it, as in the zip. Stateless.
 *
 * @see <a href="https://docs.oasis-open.org/office/OpenDocument/v1.3/OpenDocument-v1.3-part3-schema.html">OpenDocument 1.3, 3.1.2
 *     office:document</a>
 */
final class FlatOpenDocument {

    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    private static final QName DOCUMENT = new QName(OFFICE, "document");

    private static final Pattern KIND = Pattern.compile(
            "application/vnd\\.oasis\\.opendocument\\.(text|spreadsheet|presentation|graphics)(?:-template|-master|-web)?");

    private static final Set<QName> LEFT_OUT = Set.of(
            new QName(OFFICE, "binary-data"),
            new QName(OFFICE, "scripts"),
            new QName(OFFICE, "settings"),
            new QName("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "script"));

    /** What stands before the first element is short: a declaration, maybe a comment. */
    private static final int START = 4_096;

    /** How often the thread is asked whether it is interrupted, in events. */
    private static final int INTERRUPT_EVERY = 1_024;

    /** No program nests like this. Parsers of newer JDKs stop beyond 100, those of older ones break beyond 32,767. */
    private static final int MAX_DEPTH = 99;

    private static final String REMEDY = " Save it anew with the program it is from.";

    private FlatOpenDocument() {}

    /** Returns which kind of document the first bytes begin, as in its media type, or null if it is none. */
    static @Nullable String kindOf(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, START), StandardCharsets.ISO_8859_1);
        if (start.indexOf('<') < 0 || !start.replace("\0", "").contains("opendocument")) {
            return null;
        }
        try {
            XMLStreamReader xml = input().createXMLStreamReader(new ByteArrayInputStream(head));
            while (!xml.isStartElement()) {
                xml.next();
            }
            Matcher type = KIND.matcher(String.valueOf(xml.getAttributeValue(OFFICE, "mimetype")));
            return xml.getName().equals(DOCUMENT) && type.matches() ? type.group(1) : null;
        } catch (XMLStreamException e) {
            return null;
        }
    }

    /**
     * Writes the zip.
     *
     * @param kind what {@link #kindOf} said
     * @return a temporary file, which the caller removes
     */
    static Path asZip(FileInput input, String kind) throws IOException, UnreadableFileException {
        Path zip = Files.createTempFile("lectern-flat-", ".tmp");
        boolean written = false;
        try (OutputStream out = Files.newOutputStream(zip);
                InputStream in = input.stream()) {
            new Rewriting(input().createXMLEventReader(in)).write("application/vnd.oasis.opendocument." + kind, out);
            written = true;
        } catch (XMLStreamException e) {
            String line =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNumber();
            throw new UnreadableFileException("damaged: its XML breaks" + line + "." + REMEDY, e);
        } finally {
            if (!written) {
                Files.deleteIfExists(zip);
            }
        }
        return zip;
    }

    private static XMLInputFactory input() {
        XMLInputFactory factory = SafeXml.factory();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** An entry of the zip; it waits in memory until all is read. */
    private static final class Part {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final XMLEventWriter xml;

        Part() throws XMLStreamException {
            xml = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(bytes, "UTF-8");
        }
    }

    /** One document, one thread. */
    private static final class Rewriting {

        private final XMLEventReader in;
        private final Part meta = new Part();
        private final Part styles = new Part();
        private final Part content = new Part();

        /** Documents within the document; what lies in these in turn stays in its place. */
        private final Part objects = new Part();

        private final List<Part> parts = List.of(meta, styles, content, objects);
        private int events;
        private int depth;

        Rewriting(XMLEventReader in) throws XMLStreamException {
            this.in = in;
        }

        void write(String mediaType, OutputStream to) throws IOException, XMLStreamException, UnreadableFileException {
            for (XMLEvent event = next(); !event.isEndDocument(); event = next()) {
                if (event.isStartElement()) {
                    addToAll(event);
                    addToAll(children(Map.of(
                            "meta", meta,
                            "styles", styles,
                            "master-styles", styles,
                            "automatic-styles", content,
                            "body", content)));
                }
            }
            try (ZipOutputStream zip = new ZipOutputStream(to)) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                putType(zip, mediaType.getBytes(StandardCharsets.US_ASCII));
                put(zip, "meta.xml", meta);
                put(zip, "styles.xml", styles);
                put(zip, "content.xml", content);
                put(zip, "Objects/content.xml", objects);
            }
        }

        private void addToAll(XMLEvent event) throws XMLStreamException {
            for (Part part : parts) {
                part.xml.add(event);
            }
        }

        /** Copies those children of an element that have a place, and returns the end of the element. */
        private XMLEvent children(Map<String, Part> places) throws XMLStreamException, UnreadableFileException {
            XMLEvent event = next();
            for (; !event.isEndElement(); event = next()) {
                if (event.isStartElement()) {
                    QName name = nameOf(event);
                    Part part = name.getNamespaceURI().equals(OFFICE) ? places.get(name.getLocalPart()) : null;
                    if (part == null) {
                        skip();
                    } else {
                        copy(event, part);
                    }
                }
            }
            return event;
        }

        private void copy(XMLEvent start, Part part) throws XMLStreamException, UnreadableFileException {
            part.xml.add(start);
            for (int open = 1; open > 0; ) {
                XMLEvent event = next();
                if (event.isStartElement() && LEFT_OUT.contains(nameOf(event))) {
                    skip();
                } else if (event.isStartElement()
                        && part != objects
                        && nameOf(event).equals(DOCUMENT)) {
                    objects.xml.add(event);
                    objects.xml.add(children(Map.of("automatic-styles", objects, "body", objects)));
                } else if (event.isStartElement() || event.isEndElement() || event.isCharacters()) {
                    open += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
                    part.xml.add(event);
                }
            }
        }

        private void skip() throws XMLStreamException, UnreadableFileException {
            for (int open = 1; open > 0; ) {
                XMLEvent event = next();
                open += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
            }
        }

        private XMLEvent next() throws XMLStreamException, UnreadableFileException {
            if (++events % INTERRUPT_EVERY == 0 && Thread.currentThread().isInterrupted()) {
                throw new UnreadableFileException("reading was interrupted. Read again.");
            }
            XMLEvent event = in.nextEvent();
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw new UnreadableFileException(
                        "damaged: its elements are nested more than " + MAX_DEPTH + " deep." + REMEDY);
            } else if (event instanceof EntityReference entity) {
                throw new UnreadableFileException("it uses the entity " + entity.getName()
                        + ", which it would have to declare itself; such entities are not expanded, since they can fetch files or"
                        + " grow without end. Replace them by their text.");
            }
            return event;
        }

        private static QName nameOf(XMLEvent start) {
            return start.asStartElement().getName();
        }

        /** The type comes first, stored as it stands: it tells what the file is. */
        private static void putType(ZipOutputStream zip, byte[] type) throws IOException {
            ZipEntry entry = new ZipEntry("mimetype");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(type.length);
            CRC32 sum = new CRC32();
            sum.update(type);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(type);
        }

        private static void put(ZipOutputStream zip, String name, Part part) throws IOException, XMLStreamException {
            part.xml.close();
            zip.putNextEntry(new ZipEntry(name));
            part.bytes.writeTo(zip);
        }
    }
}
