package dev.lectern.readers.office;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.dbf.DBFParser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.apache.tika.parser.indesign.IDMLParser;
import org.apache.tika.parser.iwork.IWorkPackageParser;
import org.apache.tika.parser.microsoft.JackcessParser;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.chm.ChmParser;
import org.apache.tika.parser.microsoft.onenote.OneNoteParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.mif.MIFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.wordperfect.QuattroProParser;
import org.apache.tika.parser.wordperfect.WordPerfectParser;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Holds the parsers that this module uses, listed one by one.
 *
 * <p>What else of Tika lies on the class path stays out: parsers that start programs (OCR, ffmpeg), load native code, or call servers.
 * They are made when first needed, which takes about a second. A document is parsed there and then, by one thread: the classes for Open
 * XML wait for each other where two threads load them at the same time, for ever.
 */
final class OfficeParsers {

    private OfficeParsers() {}

    /** Returns the parser that finds out what a document is; thread-safe. */
    static Parser shared() {
        return Holder.PARSER;
    }

    private static final class Holder {

        private static final AutoDetectParser PARSER = new AutoDetectParser(
                new OfficeDetector(),
                new OOXMLParser(),
                new CompoundFileParser(),
                new OldExcelParser(),
                new RTFParser(),
                new OpenDocumentParser(),
                new EpubParser(),
                new DBFParser(),
                new OneNoteParser(),
                new JackcessParser(),
                new ChmParser(),
                new HwpV5Parser(),
                new WordPerfectParser(),
                new QuattroProParser(),
                new MIFParser(),
                new IDMLParser(),
                new IWorkPackageParser());

        static {
            PARSER.setFallback(new NoTextKnownException.OfAnyType());
            boolean interrupted = Thread.interrupted();
            try (TikaInputStream first = TikaInputStream.get(emptyDocument())) {
                PARSER.parse(first, new DefaultHandler(), new Metadata(), new ParseContext());
            } catch (IOException | TikaException | SAXException | RuntimeException e) {
                // The classes are loaded all the same.
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static byte[] emptyDocument() throws IOException {
            String format = "http://schemas.openxmlformats.org/";
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                put(
                        out,
                        "[Content_Types].xml",
                        "<Types xmlns='" + format + "package/2006/content-types'><Default Extension='rels'"
                                + " ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                                + "<Override PartName='/word/document.xml' ContentType="
                                + "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>");
                put(
                        out,
                        "_rels/.rels",
                        "<Relationships xmlns='" + format + "package/2006/relationships'><Relationship Id='r1' Type='"
                                + format
                                + "officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>");
                put(
                        out,
                        "word/document.xml",
                        "<w:document xmlns:w='" + format
                                + "wordprocessingml/2006/main'><w:body><w:p/></w:body></w:document>");
            }
            return bytes.toByteArray();
        }

        private static void put(ZipOutputStream out, String name, String xml) throws IOException {
            out.putNextEntry(new ZipEntry(name));
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        }
    }
}
