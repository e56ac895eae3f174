package dev.lectern.testkit.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest whole files of the six types that say {@value #SENTENCE}, and a picture. Stateless. */
final class SampleFiles {

    static final String SENTENCE = "A heron waits by the water.";

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String MAIN_TYPE = "application/vnd.openxmlformats-officedocument.";

    private SampleFiles() {}

    /** Returns a file by its ending. */
    static byte[] named(String name) throws IOException {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pdf" -> pdf();
            case "docx" -> docx();
            case "pptx" -> pptx();
            case "csv" -> utf8("bird,place\n" + SENTENCE + ",river\n");
            case "md" -> utf8("# Birds\n\n" + SENTENCE + "\n");
            default -> utf8(SENTENCE + "\n");
        };
    }

    /** Returns a picture of one dot. */
    static byte[] png() {
        return Base64.getDecoder()
                .decode(
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes five objects and where each begins (ISO 32000-1, section 7.5). */
    private static byte[] pdf() {
        String drawing = "BT /F1 24 Tf 72 700 Td (" + SENTENCE + ") Tj ET";
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + drawing.length() + " >>\nstream\n" + drawing + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        List<Integer> offsets = new ArrayList<>();
        for (String object : objects) {
            offsets.add(file.length());
            file.append(offsets.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
        }
        int table = file.length();
        file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        offsets.forEach(offset -> file.append(String.format(Locale.ROOT, "%010d 00000 n \n", offset)));
        file.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\nstartxref\n");
        return file.append(table).append("\n%%EOF\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] docx() throws IOException {
        String document = XML
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                + SENTENCE + "</w:t></w:r></w:p></w:body></w:document>";
        return zip(Map.of(
                "[Content_Types].xml",
                types(Map.of("/word/document.xml", "wordprocessingml.document.main+xml")),
                "_rels/.rels",
                relations(Map.of("officeDocument", "word/document.xml")),
                "word/document.xml",
                document));
    }

    private static byte[] pptx() throws IOException {
        String names = " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"" + OFFICE
                + "\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
        String slides = XML + "<p:presentation" + names + "><p:sldIdLst><p:sldId id=\"256\" r:id=\"r0\"/></p:sldIdLst>"
                + "<p:sldSz cx=\"9144000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>";
        String slide = XML + "<p:sld" + names + "><p:cSld><p:spTree>"
                + "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
                + "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"text\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>"
                + "<p:txBody><a:bodyPr/><a:p><a:r><a:t>" + SENTENCE + "</a:t></a:r></a:p></p:txBody></p:sp>"
                + "</p:spTree></p:cSld></p:sld>";
        return zip(Map.of(
                "[Content_Types].xml",
                types(Map.of(
                        "/ppt/presentation.xml", "presentationml.presentation.main+xml",
                        "/ppt/slides/slide1.xml", "presentationml.slide+xml")),
                "_rels/.rels",
                relations(Map.of("officeDocument", "ppt/presentation.xml")),
                "ppt/_rels/presentation.xml.rels",
                relations(Map.of("slide", "slides/slide1.xml")),
                "ppt/presentation.xml",
                slides,
                "ppt/slides/slide1.xml",
                slide));
    }

    private static String types(Map<String, String> parts) {
        StringBuilder xml = new StringBuilder(XML + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        new TreeMap<>(parts)
                .forEach((part, type) -> xml.append("<Override PartName=\"")
                        .append(part)
                        .append("\" ContentType=\"")
                        .append(MAIN_TYPE)
                        .append(type)
                        .append("\"/>"));
        return xml.append("</Types>").toString();
    }

    private static String relations(Map<String, String> targets) {
        StringBuilder xml = new StringBuilder(XML + "<Relationships xmlns=\"" + PACKAGE + "relationships\">");
        int number = 0;
        for (Map.Entry<String, String> target : new TreeMap<>(targets).entrySet()) {
            xml.append("<Relationship Id=\"r")
                    .append(number++)
                    .append("\" Type=\"" + OFFICE + "/")
                    .append(target.getKey())
                    .append("\" Target=\"")
                    .append(target.getValue())
                    .append("\"/>");
        }
        return xml.append("</Relationships>").toString();
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(utf8(entry.getValue()));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
