package dev.lectern.readers.office;

import static dev.lectern.readers.office.OfficeSamples.utf8;

import com.healthmarketscience.jackcess.ColumnBuilder;
import com.healthmarketscience.jackcess.DataType;
import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.DatabaseBuilder;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.TableBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Documents of less common programs, made here as their specifications say, with the line "Two boats lie here." */
final class OtherSamples {

    private static final String LINE = "Two boats lie here.";

    private OtherSamples() {}

    static byte[] of(String ending) throws IOException {
        return switch (ending) {
            case "mif" -> mif();
            case "idml" -> idml();
            case "wpd" -> wpd();
            case "xlsb" -> xlsb("");
            case "vsdx" -> vsdx();
            case "vsd" -> OleSamples.vsd(11);
            case "pub" -> OleSamples.pub();
            case "hwp" -> OleSamples.hwp(true);
            case "qpw" -> OleSamples.qpw();
            case "pages", "numbers", "key" -> iWork(ending);
            case "chm" -> chm();
            case "one" -> OneNoteSample.of(LINE);
            case "fodt", "fods", "fodp", "fodg" -> flat(ending);
            default -> access(ending);
        };
    }

    /** Adobe, MIF Reference: statements in angle brackets, strings between a grave accent and an apostrophe. */
    private static byte[] mif() {
        return utf8("""
                <MIFFile 2015>
                <TextFlow
                 <Para
                  <ParaLine
                   <String `Two boats lie here.'>
                  >
                 >
                >
                """);
    }

    /** Adobe, IDML File Format Specification: stories of paragraphs and runs. */
    private static byte[] idml() throws IOException {
        String space = " xmlns:idPkg=\"http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging\" DOMVersion=\"8.0\"";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/vnd.adobe.indesign-idml-package"));
        entries.put(
                "designmap.xml",
                utf8("<Document" + space + " Self=\"d\"><idPkg:Story src=\"Stories/Story_u1.xml\"/></Document>"));
        entries.put(
                "Stories/Story_u1.xml",
                utf8("<idPkg:Story" + space + "><Story Self=\"u1\"><ParagraphStyleRange><CharacterStyleRange>"
                        + "<Content>Two boats lie here.</Content></CharacterStyleRange></ParagraphStyleRange></Story>"
                        + "</idPkg:Story>"));
        return OfficeSamples.zip(entries);
    }

    /** OASIS, OpenDocument 1.3, 3.1.2: an element for all that the zip has files for, with the content of the zipped sample. */
    private static byte[] flat(String ending) throws IOException {
        String kind = switch (ending) {
            case "fodt" -> "text";
            case "fods" -> "spreadsheet";
            case "fodp" -> "presentation";
            default -> "graphics";
        };
        return flat(kind, OfficeSamples.openDocument(kind));
    }

    /**
     * A flat document, with what LibreOffice writes beside the content.
     *
     * @param kind as in its media type
     * @param zipped whose content it takes
     */
    static byte[] flat(String kind, byte[] zipped) throws IOException {
        String content = new String(OfficeSamples.part(zipped, "content.xml"), StandardCharsets.UTF_8);
        String beside = " xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                + " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
                + " office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument." + kind + "\">"
                + "<office:meta><meta:generator>Sails</meta:generator><dc:title>The pier</dc:title>"
                + "<meta:initial-creator>Ann</meta:initial-creator></office:meta>"
                + "<office:settings><config:config-item config:name=\"Shown\">true</config:config-item></office:settings>"
                + "<office:scripts><office:script>Sub Harm</office:script></office:scripts>";
        return utf8(content.replace("office:document-content", "office:document")
                .replaceFirst("(<office:document[^>]*)>", "$1" + beside));
    }

    /** Microsoft, [MS-VSDX]: a drawing of one page with one shape. */
    private static byte[] vsdx() throws IOException {
        String types = "application/vnd.ms-visio.";
        String relations = "http://schemas.microsoft.com/visio/2010/relationships/";
        String space = " xmlns=\"http://schemas.microsoft.com/office/visio/2012/main\""
                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "[Content_Types].xml",
                utf8("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/visio/document.xml\" ContentType=\"" + types + "drawing.main+xml\"/>"
                        + "<Override PartName=\"/visio/pages/pages.xml\" ContentType=\"" + types + "pages+xml\"/>"
                        + "<Override PartName=\"/visio/pages/page1.xml\" ContentType=\"" + types
                        + "page+xml\"/></Types>"));
        entries.put("_rels/.rels", relation(relations + "document", "visio/document.xml"));
        entries.put("visio/_rels/document.xml.rels", relation(relations + "pages", "pages/pages.xml"));
        entries.put("visio/pages/_rels/pages.xml.rels", relation(relations + "page", "page1.xml"));
        entries.put("visio/document.xml", utf8("<VisioDocument" + space + "><DocumentSettings/></VisioDocument>"));
        entries.put(
                "visio/pages/pages.xml",
                utf8("<Pages" + space + "><Page ID=\"0\" Name=\"Pier\"><Rel r:id=\"r1\"/></Page></Pages>"));
        entries.put(
                "visio/pages/page1.xml",
                utf8("<PageContents" + space + "><Shapes><Shape ID=\"1\" Type=\"Shape\">"
                        + "<Cell N=\"PinX\" V=\"1\"/><Cell N=\"PinY\" V=\"1\"/><Cell N=\"Width\" V=\"2\"/>"
                        + "<Cell N=\"Height\" V=\"1\"/><Cell N=\"LocPinX\" V=\"1\"/><Cell N=\"LocPinY\" V=\"0.5\"/>"
                        + "<Text>" + LINE + "</Text></Shape></Shapes></PageContents>"));
        return OfficeSamples.zip(entries);
    }

    /** Apple, iWork '09: one XML file in a zip, whose outermost element tells the program. */
    private static byte[] iWork(String ending) throws IOException {
        String spaces =
                " xmlns:sf=\"http://developer.apple.com/namespaces/sf\" xmlns:sfa=\"http://developer.apple.com/namespaces/sfa\"";
        String paragraph = "<sf:text-body><sf:p>" + LINE + "</sf:p></sf:text-body>";
        String xml = switch (ending) {
            case "pages" ->
                "<sl:document xmlns:sl=\"http://developer.apple.com/namespaces/sl\"" + spaces
                        + "><sf:text-storage><sf:text-body><sf:page-start/><sf:p>" + LINE
                        + "</sf:p></sf:text-body></sf:text-storage></sl:document>";
            case "key" ->
                "<key:presentation xmlns:key=\"http://developer.apple.com/namespaces/keynote2\"" + spaces
                        + "><key:slide-list><key:slide><key:page>" + paragraph
                        + "</key:page></key:slide></key:slide-list></key:presentation>";
            default ->
                "<ls:document xmlns:ls=\"http://developer.apple.com/namespaces/ls\"" + spaces
                        + "><ls:workspace ls:workspace-name=\"Pier\"><sf:tabular-model sf:name=\"Boats\"><sf:grid sf:numcols=\"1\">"
                        + "<sf:t><sf:ct sfa:s=\"" + LINE
                        + "\"/></sf:t><sf:n sf:v=\"2\"/></sf:grid></sf:tabular-model></ls:workspace></ls:document>";
        };
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(ending.equals("key") ? "index.apxl" : "index.xml", utf8("<?xml version=\"1.0\"?>" + xml));
        entries.put("buildVersionHistory.plist", utf8("<plist version=\"1.0\"><array/></plist>"));
        return OfficeSamples.zip(entries);
    }

    /**
     * A document of iWork since 2013, as far as it tells what it is.
     *
     * @param folder where its files lie within the zip
     */
    static byte[] newerIWork(String folder) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(folder + "Index/Document.iwa", utf8(LINE));
        entries.put(folder + "Metadata/BuildVersionHistory.plist", utf8("<plist version=\"1.0\"><array/></plist>"));
        return OfficeSamples.zip(entries);
    }

    /** Help made of one page by the program chmcmd of Free Pascal: no code here packs as the format does (LZX). */
    private static byte[] chm() throws IOException {
        try (InputStream in = Objects.requireNonNull(OtherSamples.class.getResourceAsStream("pier.chm"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] relation(String type, String target) {
        return utf8("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\"" + type + "\" Target=\"" + target + "\"/></Relationships>");
    }

    /** Corel, WordPerfect 6.1: a header with the place of the text and the size, letters of ASCII, 128 for a space, 204 for a line end. */
    private static byte[] wpd() {
        byte[] text = utf8(LINE.replace(' ', '~'));
        ByteBuffer file = ByteBuffer.allocate(512 + text.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x435057FF).putInt(512).put(new byte[] {1, 10, 2, 1}).putShort(14, (short) 0x200);
        file.putInt(20, file.capacity()).position(512);
        for (byte b : text) {
            file.put(b == '~' ? (byte) 128 : b);
        }
        return file.put((byte) 204).array();
    }

    /** Microsoft, [MS-XLSB]: a book of records for one sheet, and a sheet of one row with one string; the printed pages have a header. */
    static byte[] xlsb(String header) throws IOException {
        String types = "application/vnd.ms-excel.";
        String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        ByteBuffer sheet = ByteBuffer.allocate(8 + 4 + 4 + 4 + 10).order(ByteOrder.LITTLE_ENDIAN);
        sheet.putInt(0).putInt(1).putInt(2).put("r1".getBytes(StandardCharsets.UTF_16LE));
        sheet.putInt(3).put("One".getBytes(StandardCharsets.UTF_16LE));
        ByteBuffer cell = ByteBuffer.allocate(12 + 2 * LINE.length()).order(ByteOrder.LITTLE_ENDIAN);
        cell.putInt(0).putInt(0).putInt(LINE.length()).put(LINE.getBytes(StandardCharsets.UTF_16LE));
        ByteBuffer headers =
                ByteBuffer.allocate(2 + 4 + 2 * header.length() + 5 * 4).order(ByteOrder.LITTLE_ENDIAN);
        headers.putShort((short) 0).putInt(header.length()).put(header.getBytes(StandardCharsets.UTF_16LE));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "[Content_Types].xml",
                utf8("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.bin\" ContentType=\"" + types
                        + "sheet.binary.macroEnabled.main\"/><Override PartName=\"/xl/worksheets/sheet1.bin\" ContentType=\""
                        + types + "worksheet\"/></Types>"));
        entries.put("_rels/.rels", relation(relations + "officeDocument", "xl/workbook.bin"));
        entries.put("xl/_rels/workbook.bin.rels", relation(relations + "worksheet", "worksheets/sheet1.bin"));
        entries.put(
                "xl/workbook.bin",
                records(131, new byte[0], 143, new byte[0], 156, sheet.array(), 144, new byte[0], 132, new byte[0]));
        entries.put(
                "xl/worksheets/sheet1.bin",
                records(
                        129,
                        new byte[0],
                        145,
                        new byte[0],
                        0,
                        new byte[17],
                        6,
                        cell.array(),
                        146,
                        new byte[0],
                        479,
                        headers.array(),
                        130,
                        new byte[0]));
        return OfficeSamples.zip(entries);
    }

    /** Writes numbers of records, each with its content: seven bits per byte, the lowest first. */
    private static byte[] records(Object... numbersAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < numbersAndContents.length; i += 2) {
            byte[] content = (byte[]) numbersAndContents[i + 1];
            for (int number : new int[] {(int) numbersAndContents[i], content.length}) {
                if (number >= 128) {
                    out.write((number & 127) | 128);
                }
                out.write(number >= 128 ? number >> 7 : number);
            }
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    /**
     * A sheet of Excel before there were books: a beginning, a label, an end.
     *
     * @param version 2 to 4
     */
    static byte[] sheet(int version) {
        byte[] text = utf8(LINE);
        ByteBuffer file = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        if (version == 2) {
            file.putShort((short) 0x0009)
                    .putShort((short) 4)
                    .putShort((short) 0)
                    .putShort((short) 0x10);
            file.putShort((short) 0x0004).putShort((short) (8 + text.length)).put(new byte[7]);
            file.put((byte) text.length).put(text).putShort((short) 0x000A).putShort((short) 0);
            return Arrays.copyOf(file.array(), file.position());
        }
        file.putShort((short) (version == 3 ? 0x0209 : 0x0409)).putShort((short) 6);
        file.putShort((short) 0).putShort((short) 0x10).putShort((short) 0);
        file.putShort((short) 0x0204).putShort((short) (8 + text.length)).put(new byte[6]);
        file.putShort((short) text.length);
        file.put(text).putShort((short) 0x000A).putShort((short) 0);
        return Arrays.copyOf(file.array(), file.position());
    }

    /** A sheet of Excel 2 with a number before its end. */
    static byte[] sheetWithNumber() {
        byte[] sheet = sheet(2);
        ByteBuffer file = ByteBuffer.allocate(sheet.length + 19).order(ByteOrder.LITTLE_ENDIAN);
        file.put(sheet, 0, sheet.length - 4).putShort((short) 0x0003).putShort((short) 15);
        file.put(new byte[7]).putDouble(3).putShort((short) 0x000A).putShort((short) 0);
        return file.array();
    }

    private static byte[] access(String ending) throws IOException {
        Path file = Files.createTempFile("lectern-test-", "." + ending);
        try (Database database = DatabaseBuilder.create(
                ending.equals("mdb") ? Database.FileFormat.V2003 : Database.FileFormat.V2010, file.toFile())) {
            Table boats = new TableBuilder("Boats")
                    .addColumn(new ColumnBuilder("note", DataType.TEXT))
                    .toTable(database);
            boats.addRow("Two boats lie here.");
            database.flush();
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
