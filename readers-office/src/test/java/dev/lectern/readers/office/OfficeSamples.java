package dev.lectern.readers.office;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFClientAnchor;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFTextbox;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/** Documents of office programs, made here. */
final class OfficeSamples {

    private OfficeSamples() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            var styles = document.createStyles();
            for (int level = 1; level <= 2; level++) {
                var style = CTStyle.Factory.newInstance();
                style.setStyleId("Heading" + level);
                style.addNewName().setVal("heading " + level);
                styles.addStyle(new XWPFStyle(style));
            }
            paragraph(document, "Heading1", "Pier");
            paragraph(document, "", "Two boats lie here.");
            paragraph(document, "Heading2", "Boats");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("name");
            table.getRow(0).getCell(1).setText("sails");
            table.getRow(1).getCell(0).setText("Heron");
            table.getRow(1).getCell(1).setText("3");
            document.getProperties().getCoreProperties().setTitle("The pier");
            document.getProperties().getCoreProperties().setCreator("Ann");
            return bytes(document::write);
        }
    }

    private static void paragraph(XWPFDocument document, String style, String text) {
        var paragraph = document.createParagraph();
        if (!style.isEmpty()) {
            paragraph.setStyle(style);
        }
        paragraph.createRun().setText(text);
    }

    static byte[] pptx() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            for (String text : new String[] {"First slide", "Second slide"}) {
                XSLFSlide slide = show.createSlide();
                slide.createTextBox().setText(text);
            }
            show.getNotesSlide(show.getSlides().get(0)).getPlaceholders()[1].setText("Speak slowly.");
            return bytes(show::write);
        }
    }

    static byte[] ppt() throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            show.createSlide().createTextBox().setText("First slide");
            show.createSlide().createTextBox().setText("Second slide");
            return bytes(show::write);
        }
    }

    static byte[] xlsx() throws IOException {
        try (Workbook book = new XSSFWorkbook()) {
            return bytes(fill(book)::write);
        }
    }

    static byte[] xls() throws IOException {
        try (Workbook book = new HSSFWorkbook()) {
            return bytes(fill(book)::write);
        }
    }

    static byte[] xls(Instant created) throws IOException {
        try (HSSFWorkbook book = new HSSFWorkbook()) {
            book.createInformationProperties();
            book.getSummaryInformation().setCreateDateTime(Date.from(created));
            return bytes(fill(book)::write);
        }
    }

    /** A sheet of 30 rows below a header, with a formula whose saved value is wrong on purpose, and a second sheet. */
    private static Workbook fill(Workbook book) {
        Sheet birds = book.createSheet("Birds");
        Row header = birds.createRow(0);
        header.createCell(0).setCellValue("name");
        header.createCell(1).setCellValue("count");
        for (int i = 1; i <= 30; i++) {
            Row row = birds.createRow(i);
            row.createCell(0).setCellValue("bird " + i);
            row.createCell(1).setCellValue(i);
        }
        book.createSheet("Boats").createRow(0).createCell(0).setCellValue("Heron");
        return book;
    }

    /** A workbook of one sheet whose printed pages have a header and a footer, and whose text looks like codes, in a cell and in a shape. */
    static byte[] printed(Workbook book, String header, String footer) throws IOException {
        try (book) {
            Sheet sheet = book.createSheet("Boats");
            sheet.createRow(0).createCell(0).setCellValue("&P of R&D");
            sheet.createRow(1).createCell(0).setCellValue("&C&A");
            if (sheet instanceof XSSFSheet open) {
                open.createDrawingPatriarch()
                        .createTextbox(new XSSFClientAnchor())
                        .setText("Page &P, R&D");
            } else {
                HSSFTextbox box = ((HSSFSheet) sheet).createDrawingPatriarch().createTextbox(new HSSFClientAnchor());
                box.setString(new HSSFRichTextString("S&P, R&D"));
            }
            sheet.getHeader().setCenter(header);
            sheet.getFooter().setLeft(footer);
            sheet.getFooter().setRight("Page &P of &N");
            return bytes(book::write);
        }
    }

    static byte[] encrypted(byte[] ooxml, String password) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword(password);
            try (OPCPackage document = OPCPackage.open(new ByteArrayInputStream(ooxml));
                    OutputStream out = encryptor.getDataStream(files)) {
                document.save(out);
            } catch (InvalidFormatException | GeneralSecurityException e) {
                throw new IOException(e);
            }
            return bytes(files::writeFilesystem);
        }
    }

    static byte[] encryptedOld(String ending, String password) throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword(password);
        try {
            return ending.equals("xls") ? xls() : ppt();
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    /** Returns a stream of a compound file. */
    static byte[] ole(byte[] file, String stream) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(file));
                InputStream in = files.createDocumentInputStream(stream)) {
            return in.readAllBytes();
        }
    }

    /** Makes a compound file with one stream, whose last sector is the last one of the file. */
    static byte[] ole(String stream, byte[] content) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            files.createDocument(new ByteArrayInputStream(content), stream);
            return bytes(files::writeFilesystem);
        }
    }

    static byte[] odt() throws IOException {
        String content = "<?xml version=\"1.0\"?><office:document-content"
                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>"
                + "<text:h text:outline-level=\"1\">Pier</text:h><text:p>Two boats lie here.</text:p>"
                + "</office:text></office:body></office:document-content>";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
        entries.put("content.xml", utf8(content));
        return zip(entries);
    }

    /**
     * An OpenDocument file of a kind with one line of text.
     *
     * @param kind as in its media type
     */
    static byte[] openDocument(String kind) throws IOException {
        String line = "<text:p>Two boats lie here.</text:p>";
        String name = kind.replaceFirst("-.*", "").replace("graphics", "drawing");
        String body = switch (name) {
            case "text" -> line;
            case "spreadsheet" ->
                "<table:table table:name=\"Fleet\"><table:table-row><table:table-cell office:value-type=\"string\">"
                        + line + "</table:table-cell></table:table-row></table:table>";
            default ->
                "<draw:page draw:name=\"p1\"><draw:frame><draw:text-box>" + line
                        + "</draw:text-box></draw:frame></draw:page>";
        };
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/vnd.oasis.opendocument." + kind));
        entries.put(
                "content.xml",
                utf8("<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                        + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                        + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:" + name
                        + ">" + body + "</office:" + name + "></office:body></office:document-content>"));
        return zip(entries);
    }

    /** A text with a password as LibreOffice writes it: OpenDocument 1.2, AES-256 in CBC mode, PBKDF2. */
    static byte[] encryptedOdt(String password, String algorithm) throws IOException {
        try {
            byte[] salt = "a grain of salt.".getBytes(StandardCharsets.US_ASCII);
            byte[] start = MessageDigest.getInstance("SHA-256").digest(utf8(password));
            // The start key has bytes of all values; as characters of one byte each the JDK would widen them.
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(start, "HmacSHA1"));
            byte[] key = new byte[32];
            for (int block = 1; block <= 2; block++) {
                mac.update(salt);
                byte[] step = mac.doFinal(new byte[] {0, 0, 0, (byte) block});
                byte[] sum = step.clone();
                for (int i = 1; i < 1000; i++) {
                    step = mac.doFinal(step);
                    for (int j = 0; j < 20; j++) {
                        sum[j] ^= step[j];
                    }
                }
                System.arraycopy(sum, 0, key, (block - 1) * 20, block == 1 ? 20 : 12);
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream out =
                    new DeflaterOutputStream(packed, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
                out.write(part(odt(), "content.xml"));
            }
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            byte[] vector = new byte[16];
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            String entry =
                    "<m:file-entry m:full-path='content.xml' m:media-type='text/xml' m:size='9'><m:encryption-data>"
                            + "<m:algorithm m:algorithm-name='" + algorithm + "' m:initialisation-vector='"
                            + Base64.getEncoder().encodeToString(vector)
                            + "'/><m:key-derivation m:key-derivation-name='PBKDF2' m:key-size='32' m:iteration-count='1000' m:salt='"
                            + Base64.getEncoder().encodeToString(salt)
                            + "'/><m:start-key-generation m:start-key-generation-name='http://www.w3.org/2000/09/xmldsig#sha256'"
                            + " m:key-size='32'/></m:encryption-data></m:file-entry>";
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
            entries.put("content.xml", aes.doFinal(packed.toByteArray()));
            entries.put(
                    "META-INF/manifest.xml",
                    utf8("<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>" + entry
                            + "</m:manifest>"));
            return zip(entries);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** A sheet whose printed pages have a header, with marks in place of the sheet's name and the date. */
    static byte[] ods() throws IOException {
        String spaces = " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
                + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">";
        String styles = "<?xml version=\"1.0\"?><office:document-styles" + spaces
                + "<office:master-styles><style:master-page style:name=\"Report\"><style:header>"
                + "<text:p>??? (???)</text:p></style:header></style:master-page></office:master-styles>"
                + "</office:document-styles>";
        String content = "<?xml version=\"1.0\"?><office:document-content" + spaces
                + "<office:body><office:spreadsheet><table:table table:name=\"Fleet\">"
                + row("boat", "sails") + row("Heron", "3")
                + "</table:table></office:spreadsheet></office:body></office:document-content>";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/vnd.oasis.opendocument.spreadsheet"));
        entries.put("styles.xml", utf8(styles));
        entries.put("content.xml", utf8(content));
        return zip(entries);
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<table:table-row>");
        for (String cell : cells) {
            row.append("<table:table-cell office:value-type=\"string\"><text:p>")
                    .append(cell)
                    .append("</text:p></table:table-cell>");
        }
        return row.append("</table:table-row>").toString();
    }

    static byte[] epub() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/epub+zip"));
        entries.put(
                "META-INF/container.xml",
                utf8("<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles>"
                        + "<rootfile full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/>"
                        + "</rootfiles></container>"));
        entries.put(
                "book.opf",
                utf8("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\">"
                        + "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>The pier</dc:title>"
                        + "<dc:creator>Ann</dc:creator><dc:language>en</dc:language></metadata><manifest>"
                        + "<item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>"
                        + "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                        + "<spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>"));
        entries.put("b.xhtml", utf8(page("Chapter two", "The tide falls.")));
        entries.put("a.xhtml", utf8(page("Chapter one", "The tide rises.")));
        return zip(entries);
    }

    private static String page(String title, String text) {
        return "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title><style>p {}</style></head><body><h1>"
                + title + "</h1><p>" + text + "</p></body></html>";
    }

    static byte[] rtf() {
        return utf8("{\\rtf1\\ansi\\ansicpg1252 Two boats lie here.\\par Caf\\'e9 closed.\\par}");
    }

    /** A message as Outlook saves it: properties as streams, and a table of those with a fixed size. */
    static byte[] msg() throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            put(files, "001A", "IPM.Note");
            put(files, "0037", "From the pier");
            put(files, "0C1A", "Ann");
            put(files, "0E04", "Bob");
            put(files, "1000", "Two boats lie here.");
            files.createDocument(new ByteArrayInputStream(new byte[32]), "__properties_version1.0");
            return bytes(files::writeFilesystem);
        }
    }

    private static void put(POIFSFileSystem files, String property, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_16LE);
        files.createDocument(new ByteArrayInputStream(bytes), "__substg1.0_" + property + "001F");
    }

    static byte[] sevenZip() throws IOException {
        try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
            try (SevenZOutputFile out = new SevenZOutputFile(channel)) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName("notes/a.txt");
                out.putArchiveEntry(entry);
                out.write(utf8("Two boats lie here."));
                out.closeArchiveEntry();
            }
            return Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    /** Two files in clear or encrypted ones, packed in the usual way. */
    static byte[] sevenZip(String password) throws IOException {
        try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
            try (SevenZOutputFile out = new SevenZOutputFile(channel, password.toCharArray())) {
                for (String name : new String[] {"a.txt", "b.txt"}) {
                    SevenZArchiveEntry entry = new SevenZArchiveEntry();
                    entry.setName(name);
                    out.putArchiveEntry(entry);
                    out.write(utf8("Two boats lie here. ".repeat(50)));
                    out.closeArchiveEntry();
                }
            }
            return Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    /** Returns a part of a document. */
    static byte[] part(byte[] document, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(document))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new IOException("no part " + name);
    }

    /** A document with some of its parts replaced or added. */
    static byte[] with(byte[] document, Map<String, byte[]> parts) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(document))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        entries.putAll(parts);
        return zip(entries);
    }

    static byte[] odsOfTwoSheets() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/vnd.oasis.opendocument.spreadsheet"));
        entries.put(
                "content.xml",
                utf8("<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                        + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>"
                        + sheet("Birds", "name", "count", "Gull", "3")
                        + sheet("Boats", "name", "sails", "Heron", "2")
                        + "</office:spreadsheet></office:body></office:document-content>"));
        return zip(entries);
    }

    private static String sheet(String name, String... cells) {
        StringBuilder sheet = new StringBuilder("<table:table table:name=\"" + name + "\">");
        for (int i = 0; i < cells.length; i += 2) {
            sheet.append("<table:table-row>");
            for (String cell : new String[] {cells[i], cells[i + 1]}) {
                sheet.append("<table:table-cell><text:p>").append(cell).append("</text:p></table:table-cell>");
            }
            sheet.append("</table:table-row>");
        }
        return sheet.append("</table:table>").toString();
    }

    static byte[] bzip2(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** A table of dBASE III with one column and one row. */
    static byte[] dbf() {
        ByteBuffer table = ByteBuffer.allocate(32 + 32 + 1 + 21 + 1).order(ByteOrder.LITTLE_ENDIAN);
        table.put(new byte[] {3, 125, 3, 4}).putInt(1).putShort((short) 65).putShort((short) 21);
        table.position(32).put(utf8("NAME")).position(32 + 11).put((byte) 'C');
        table.position(32 + 16).put((byte) 20).position(64).put((byte) 0x0D);
        table.put(utf8(" Two boats           ")).put((byte) 0x1A);
        return table.array();
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                if (entry.getKey().equals("mimetype")) {
                    header.setMethod(ZipEntry.STORED);
                    header.setSize(entry.getValue().length);
                    CRC32 sum = new CRC32();
                    sum.update(entry.getValue());
                    header.setCrc(sum.getValue());
                }
                out.putNextEntry(header);
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Something that writes itself. */
    private interface Written {

        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Written written) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        written.to(out);
        return out.toByteArray();
    }
}
