package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAnswer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a sitemap lists: pages, or further sitemaps.
 *
 * <p>XML in any namespace, compressed or not, or a text with an address on each line. Nothing outside the file is read: a document type is
 * not looked at, entities of its own are an error.
 *
 * @param entries in the order of the file; all that came before the error if there is one
 * @param index whether the entries are sitemaps
 * @param error what ended the reading before the end of the file, null if nothing did
 * @see <a href="https://www.sitemaps.org/protocol.html">sitemaps.org, protocol 0.9</a>
 */
record SitemapFile(
        List<Entry> entries, boolean index, @Nullable String error) {

    /** The protocol's limit for one file after decompression. */
    static final int MAX_BYTES = 50 * 1024 * 1024;

    /**
     * A page or sitemap.
     *
     * @param address as it stands there
     * @param changed when it was last changed, null if that is not told or not understood
     */
    record Entry(String address, @Nullable Instant changed) {}

    /** Makes the content of a sitemap; the list is copied. */
    SitemapFile {
        entries = List.copyOf(entries);
    }

    /** Reads a sitemap. */
    static SitemapFile read(WebAnswer answer) {
        byte[] body = answer.body();
        try {
            if (body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b) {
                body = unzipped(body);
            }
        } catch (IOException e) {
            return new SitemapFile(List.of(), false, "the compressed file is damaged (" + e.getMessage() + ")");
        }
        return looksLikeXml(body) ? xml(body) : text(body);
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(MAX_BYTES + 1);
            if (plain.length > MAX_BYTES) {
                throw new IOException("it is larger than " + MAX_BYTES + " bytes after decompression");
            }
            return plain;
        }
    }

    private static boolean looksLikeXml(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1).replace("\0", "");
        return start.replaceFirst("^[^<]{0,3}", "").stripLeading().startsWith("<")
                || start.stripLeading().startsWith("<");
    }

    private static SitemapFile text(byte[] body) {
        List<Entry> entries = new String(body, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace("\uFEFF", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> new Entry(line, null))
                .toList();
        return new SitemapFile(entries, false, null);
    }

    private static SitemapFile xml(byte[] body) {
        List<Entry> entries = new ArrayList<>();
        boolean index = false;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml =
                    factory.createXMLStreamReader(new BufferedInputStream(new ByteArrayInputStream(body)));
            String root = "";
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    String name = xml.getLocalName();
                    if (root.isEmpty()) {
                        root = name;
                        index = name.equals("sitemapindex");
                        if (!index && !name.equals("urlset")) {
                            return new SitemapFile(
                                    List.of(), false, "the root must be urlset or sitemapindex, got: " + name);
                        }
                    } else if (name.equals("url") || name.equals("sitemap")) {
                        entry(xml, name).ifPresent(entries::add);
                    }
                }
            }
            return new SitemapFile(entries, index, null);
        } catch (XMLStreamException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            return new SitemapFile(entries, index, "the XML is malformed (" + reason + ")");
        }
    }

    private static Optional<Entry> entry(XMLStreamReader xml, String end) throws XMLStreamException {
        String address = "";
        Instant changed = null;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(end)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                // Images and videos have a loc of their own, one level below.
                switch (xml.getLocalName()) {
                    case "loc" -> address = xml.getElementText().strip();
                    case "lastmod" ->
                        changed = PageDates.parse(xml.getElementText()).orElse(null);
                    default -> pass(xml);
                }
            }
        }
        return address.isEmpty() ? Optional.empty() : Optional.of(new Entry(address, changed));
    }

    private static void pass(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }
}
