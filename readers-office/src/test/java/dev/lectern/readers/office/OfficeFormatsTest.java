package dev.lectern.readers.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.file.FileReader;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of office programs, read by the reader of files. */
class OfficeFormatsTest {

    @TempDir
    Path root;

    private ReadResult read(String name, byte[] bytes, String password) throws IOException {
        Path file = Files.write(root.resolve(name), bytes);
        return FileReader.builder().password(password).build().load(file.toString(), FailurePolicy.COLLECT);
    }

    private Document document(String name, byte[] bytes) throws IOException {
        ReadResult result = read(name, bytes, "");
        assertThat(result.failures()).isEmpty();
        return result.documents().get(0);
    }

    private String failure(String name, byte[] bytes, String password) throws IOException {
        ReadResult result = read(name, bytes, password);
        assertThat(result.documents()).isEmpty();
        return result.failures().get(0).reason();
    }

    /** The reader of files knows by name what it would need this module for. */
    @Test
    void everyEnding_readWithoutThisModule_isAFailureThatNamesIt() throws IOException {
        byte[] unknown = new byte[64];
        Set<String> textual = Set.of("rtf", "mif", "fodt", "fods", "fodp", "fodg");
        List<String> endings = Providers.discovered().all(FileFormatProvider.class).stream()
                .filter(OfficeFormat.class::isInstance)
                .flatMap(provider -> provider.create(Settings.empty()).types().stream())
                .flatMap(type -> type.extensions().stream())
                .filter(ending -> !textual.contains(ending))
                .toList();
        FileReader alone = FileReader.builder().discovery(false).build();

        for (String ending : endings) {
            Path file = Files.write(root.resolve("a." + ending), unknown);
            assertThat(alone.load(file.toString(), FailurePolicy.COLLECT)
                            .failures()
                            .get(0)
                            .reason())
                    .as(ending)
                    .contains("which dev.lectern:lectern-readers-office reads. Add it");
        }
        assertThat(endings).hasSizeGreaterThan(40);
    }

    private static List<String> facts(Document document, String key) {
        return document.sections().stream()
                .map(section -> section.metadata().get(key))
                .flatMap(Optional::stream)
                .map(Object::toString)
                .toList();
    }

    private static String textOf(Document document, String key, Object value) {
        return document.sections().stream()
                .filter(section -> section.metadata()
                        .get(key)
                        .filter(found -> found.toString().contains(String.valueOf(value)))
                        .isPresent())
                .findFirst()
                .map(section -> document.text()
                        .substring(section.span().start(), section.span().end()))
                .orElseThrow();
    }

    @Test
    void docx_headingsAndTable_areSectionsAndRows() throws IOException {
        Document document = document("a.docx", OfficeSamples.docx());

        assertThat(document.text()).isEqualTo("Pier\n\nTwo boats lie here.\n\nBoats\n\nname | sails\nHeron | 3\n");
        assertThat(document.sections())
                .extracting(s -> s.metadata().text(MetadataKeys.HEADING).orElse(""))
                .contains("Pier", "Pier > Boats");
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("The pier");
        assertThat(document.metadata().text(MetadataKeys.AUTHOR)).contains("Ann");
    }

    @ParameterizedTest(name = "named {0}")
    @ValueSource(strings = {"a.docx", "a.bin", "a", "a.zip", "a.txt"})
    void docx_underAnyName_isRead(String name) throws IOException {
        Document document = document(name, OfficeSamples.docx());

        assertThat(document.text()).contains("Two boats lie here.");
        assertThat(document.metadata().text(MetadataKeys.MEDIA_TYPE).orElseThrow())
                .endsWith("wordprocessingml.document");
    }

    @Test
    void pptx_slidesAndNotes_areSections() throws IOException {
        Document document = document("a.pptx", OfficeSamples.pptx());

        assertThat(textOf(document, MetadataKeys.SLIDE, 1))
                .startsWith("First slide")
                .contains("Speak slowly.");
        assertThat(textOf(document, MetadataKeys.SLIDE, 2)).startsWith("Second slide");
        assertThat(textOf(document, "notes", true)).contains("Speak slowly.");
    }

    @Test
    void ods_headerOfPrintedPages_isNoText() throws IOException {
        Document document = document("a.ods", OfficeSamples.ods());

        assertThat(document.text()).isEqualTo("boat | sails\nHeron | 3\n");
        assertThat(document.metadata().text(MetadataKeys.MEDIA_TYPE))
                .contains("application/vnd.oasis.opendocument.spreadsheet");
    }

    @Test
    void ppt_slides_areSections() throws IOException {
        Document document = document("a.ppt", OfficeSamples.ppt());

        assertThat(textOf(document, MetadataKeys.SLIDE, 1)).contains("First slide");
        assertThat(textOf(document, MetadataKeys.SLIDE, 2)).contains("Second slide");
    }

    @ParameterizedTest(name = ".{0}")
    @ValueSource(strings = {"xlsx", "xls"})
    void workbook_rows_areGroupsWithHeaderSheetAndNumbers(String kind) throws IOException {
        Document document = document("a." + kind, kind.equals("xls") ? OfficeSamples.xls() : OfficeSamples.xlsx());

        assertThat(document.text()).contains("name | count\nbird 1 | 1\n").contains("\n\nname | count\nbird 20 | 20\n");
        assertThat(document.sections())
                .extracting(s -> s.metadata().text(MetadataKeys.SHEET).orElse("") + " "
                        + s.metadata().text(MetadataKeys.ROWS).orElse(""))
                .contains("Birds 1-20", "Birds 21-31", "Boats 1");
    }

    @ParameterizedTest(name = ".{0}")
    @ValueSource(strings = {"xlsx", "xls"})
    void workbook_headersOfPrintedPages_areTheirWordsOnly(String kind) throws IOException {
        byte[] words = OfficeSamples.printed(book(kind), "&\"Arial,Bold\"&12Smith && Sons", "Confidential &D");
        byte[] codes = OfficeSamples.printed(book(kind), "&\"DejaVu Serif,Book\"&12&A", "");
        String shape = kind.equals("xlsx") ? "Page &P, R&D" : "S&P, R&D";

        assertThat(document("words." + kind, words).text().strip().split("\\n+"))
                .containsExactly("Boats", "&P of R&D", "&C&A", "Smith & Sons", "Confidential", shape);
        assertThat(document("codes." + kind, codes).text().strip().split("\\n+"))
                .containsExactly("Boats", "&P of R&D", "&C&A", shape);
    }

    private static Workbook book(String kind) {
        return kind.equals("xls") ? new HSSFWorkbook() : new XSSFWorkbook();
    }

    @Test
    void binaryWorkbook_headersOfPrintedPages_areTheirWordsOnly() throws IOException {
        assertThat(document("a.xlsb", OtherSamples.xlsb("&LAcme&RPage &P")).text())
                .isEqualTo("One\n\nTwo boats lie here.\n\nAcme");
        assertThat(document("b.xlsb", OtherSamples.xlsb("&C&\"Arial,Bold\"&A")).text())
                .isEqualTo("One\n\nTwo boats lie here.\n");
    }

    @Test
    void strictWorkbook_isRead() throws IOException {
        Path usual = Files.write(root.resolve("usual.xlsx"), OfficeSamples.xlsx());
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(usual.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                entries.put(
                        entry.getName(),
                        OfficeSamples.utf8(text.replaceAll(
                                "http://schemas.openxmlformats.org/(spreadsheetml|officeDocument)/2006/(\\w+)",
                                "http://purl.oclc.org/ooxml/$1/$2")));
            }
        }

        assertThat(document("strict.xlsx", OfficeSamples.zip(entries)).text()).contains("bird 1 | 1");
    }

    @Test
    void encryptedDocument_withoutPassword_saysSo() throws IOException {
        byte[] locked = OfficeSamples.encrypted(OfficeSamples.docx(), "tide");

        assertThat(failure("a.docx", locked, ""))
                .isEqualTo("encrypted: it needs a password. Give the option password.");
        assertThat(failure("b.docx", locked, "wrong"))
                .isEqualTo("encrypted: the given password does not open it, or its cipher is not known.");
        assertThat(read("c.docx", locked, "tide").documents().get(0).text()).contains("Two boats lie here.");
    }

    @Test
    void truncatedDocument_isAFailureThatSaysSo() throws IOException {
        byte[] docx = OfficeSamples.docx();
        byte[] xls = OfficeSamples.xls();

        assertThat(failure("a.docx", Arrays.copyOf(docx, docx.length / 2), "")).startsWith("damaged: ");
        assertThat(failure("a.xls", Arrays.copyOf(xls, 1000), "")).startsWith("damaged: ");
    }

    @Test
    void openDocument_headings_areSections() throws IOException {
        Document document = document("a.odt", OfficeSamples.odt());

        assertThat(document.text()).isEqualTo("Pier\n\nTwo boats lie here.");
        assertThat(facts(document, MetadataKeys.HEADING)).hasSize(1);
    }

    @Test
    void epub_chapters_areInReadingOrder() throws IOException {
        Document document = document("a.epub", OfficeSamples.epub());

        assertThat(document.text()).isEqualTo("Chapter one\n\nThe tide rises.\n\nChapter two\n\nThe tide falls.");
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("The pier");
        assertThat(document.metadata().text(MetadataKeys.LANGUAGE)).contains("en");
    }

    @ParameterizedTest(name = "href {0}, in order {1}")
    @CsvSource({"toc.xhtml, false", "nav%20list.xhtml, false", "toc.xhtml, true"})
    void epub_navigationOutsideTheReadingOrder_isNoText(String href, boolean inOrder) throws IOException {
        byte[] plain = OfficeSamples.epub();
        String list = new String(OfficeSamples.part(plain, "book.opf"), StandardCharsets.UTF_8)
                .replace(
                        "</manifest>",
                        "<item id=\"n\" href=\"" + href
                                + "\" media-type=\"application/xhtml+xml\" properties=\"scripted nav\"/></manifest>")
                .replace("</spine>", inOrder ? "<itemref idref=\"n\"/></spine>" : "</spine>");
        byte[] container = OfficeSamples.utf8(
                new String(OfficeSamples.part(plain, "META-INF/container.xml"), StandardCharsets.UTF_8)
                        .replace("book.opf", "OEBPS/book.opf"));
        byte[] book = OfficeSamples.with(
                plain,
                Map.of(
                        "META-INF/container.xml",
                        container,
                        "OEBPS/book.opf",
                        OfficeSamples.utf8(list),
                        "OEBPS/a.xhtml",
                        OfficeSamples.part(plain, "a.xhtml"),
                        "OEBPS/b.xhtml",
                        OfficeSamples.part(plain, "b.xhtml"),
                        "OEBPS/" + href.replace("%20", " "),
                        OfficeSamples.utf8("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><nav><ol>"
                                + "<li><a href=\"a.xhtml\">1. Section 1</a></li></ol></nav></body></html>")));

        ReadResult result = read("a.epub", book, "");

        assertThat(result.failures()).isEmpty();
        assertThat(result.documents()).hasSize(1);
        String text = result.documents().get(0).text();
        assertThat(text).contains("The tide falls.");
        assertThat(text.contains("Section 1")).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\\rtf1\\ansi Two boats.} ~ Two boats.",
                "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}Two boats.} ~ Two boats.",
                "{\\rtf1\\ansi {\\b Two} boats.\\par} ~ Two boats.",
                "{\\rtf1\\ansi\\uc0 Caf\\u233 .\\par} ~ Caf\u00E9.",
                "{\\rtf1\\ansi Caf\\'e9.} ~ Caf\u00E9.",
                "{\\rtf1\\ansi{\\info{\\title Not this}}{\\*\\generator Nor this;}Two boats.} ~ Two boats.",
                "{\\rtf1\\ansi Two boats.\\par Three boats. ~ Two boats. Three boats."
            })
    void rtf_textBeforeAnyParagraph_isNotLost(String rtf, String text) throws IOException {
        Document document = document("a.rtf", rtf.strip().getBytes(StandardCharsets.US_ASCII));

        assertThat(document.text().replaceAll("\\s+", " ")).isEqualTo(text);
    }

    @Test
    void rtf_paragraphsAndCharset_areRight() throws IOException {
        assertThat(document("a.rtf", OfficeSamples.rtf()).text()).isEqualTo("Two boats lie here.\n\nCaf\u00E9 closed.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "\\yr0\\mo0\\dy0\\hr0\\min0,",
        "\\yr1601\\mo1\\dy1\\hr0\\min0,",
        "\\yr2024\\mo5\\dy7\\hr12\\min0, 2024-05-07"
    })
    void rtf_dateThatMeansNone_isNoDate(String date, String created) throws IOException {
        byte[] rtf = OfficeSamples.utf8("{\\rtf1\\ansi{\\info{\\creatim" + date + "}} Two boats.\\par}");

        assertThat(document("a.rtf", rtf)
                        .metadata()
                        .text(MetadataKeys.CREATED_AT)
                        .map(day -> day.substring(0, 10)))
                .isEqualTo(Optional.ofNullable(created));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1601-01-01T00:00:00Z,", "1970-01-01T00:00:00Z,", "2024-05-07T12:00:00Z, 2024-05-07T12:00:00Z"})
    void oldDocument_dateThatMeansNone_isNoDate(String date, String created) throws IOException {
        byte[] xls = OfficeSamples.xls(Instant.parse(date));

        assertThat(document("a.xls", xls).metadata().text(MetadataKeys.CREATED_AT))
                .isEqualTo(Optional.ofNullable(created));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0101-01-01,", "1865-11-26, 1865-11-26T12:00:00Z"})
    void book_dateBeforeComputers_isADate(String date, String created) throws IOException {
        byte[] epub = OfficeSamples.epub();
        String book = new String(OfficeSamples.part(epub, "book.opf"), StandardCharsets.UTF_8)
                .replace("</metadata>", "<dc:date>" + date + "</dc:date></metadata>");
        byte[] dated = OfficeSamples.with(epub, Map.of("book.opf", OfficeSamples.utf8(book)));

        assertThat(document("a.epub", dated).metadata().text(MetadataKeys.CREATED_AT))
                .isEqualTo(Optional.ofNullable(created));
    }

    @Test
    void msg_headers_areMetadata() throws IOException {
        Document document = document("a.msg", OfficeSamples.msg());

        assertThat(document.text()).contains("Two boats lie here.");
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("From the pier");
        assertThat(document.metadata().text(MetadataKeys.SOURCE)).contains("email");
    }

    @Test
    void sevenZipAndBzip2_holdFilesWithin() throws IOException {
        assertThat(read("a.7z", OfficeSamples.sevenZip(), "").documents())
                .extracting(Document::id)
                .containsExactly("a.7z", "a.7z!/notes/a.txt");
        assertThat(read("b.txt.bz2", OfficeSamples.bzip2(OfficeSamples.utf8("Two boats.")), "")
                        .documents())
                .extracting(Document::id)
                .containsExactly("b.txt.bz2!/b.txt");
    }

    @Test
    void externalEntityInADocument_isNotFetched() throws IOException {
        Path secret = Files.writeString(root.resolve("secret.txt"), "the key");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", OfficeSamples.utf8("application/vnd.oasis.opendocument.text"));
        entries.put(
                "content.xml",
                OfficeSamples.utf8(
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><office:document-content"
                                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>"
                                + "<text:p>Two boats &x;</text:p></office:text></office:body></office:document-content>"));

        ReadResult result = read("a.odt", OfficeSamples.zip(entries), "");

        assertThat(result.documents().toString() + result.failures()).doesNotContain("the key");
        assertThat(result.documents().size() + result.failures().size()).isEqualTo(1);
    }

    /** What a document is for its program stands in a list of its parts; the rest is the same. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "docx, dotx, vnd.openxmlformats-officedocument.wordprocessingml.template",
        "docx, docm, vnd.ms-word.document.macroEnabled",
        "docx, dotm, vnd.ms-word.template.macroEnabledTemplate",
        "xlsx, xlsm, vnd.ms-excel.sheet.macroEnabled",
        "xlsx, xltx, vnd.openxmlformats-officedocument.spreadsheetml.template",
        "xlsx, xltm, vnd.ms-excel.template.macroEnabled",
        "pptx, ppsx, vnd.openxmlformats-officedocument.presentationml.slideshow",
        "pptx, potx, vnd.openxmlformats-officedocument.presentationml.template",
        "pptx, pptm, vnd.ms-powerpoint.presentation.macroEnabled",
        "pptx, ppsm, vnd.ms-powerpoint.slideshow.macroEnabled",
        "pptx, potm, vnd.ms-powerpoint.template.macroEnabled"
    })
    void openXml_ofEachKind_isReadAsTheUsualOne(String usual, String ending, String type) throws IOException {
        byte[] document = usual.equals("docx")
                ? OfficeSamples.docx()
                : usual.equals("xlsx") ? OfficeSamples.xlsx() : OfficeSamples.pptx();
        String types = new String(OfficeSamples.part(document, "[Content_Types].xml"), StandardCharsets.UTF_8);
        String other = types.replaceFirst(
                "application/vnd[.]openxmlformats-officedocument[.](?:wordprocessingml[.]document|spreadsheetml[.]sheet|presentationml[.]presentation)[.]main",
                "application/" + type + ".main");
        byte[] renamed = OfficeSamples.with(document, Map.of("[Content_Types].xml", OfficeSamples.utf8(other)));

        assertThat(other).isNotEqualTo(types);
        assertThat(document("a." + ending, renamed).text())
                .isEqualTo(document("a." + usual, document).text());
        assertThat(document("a", renamed).text())
                .isEqualTo(document("a." + usual, document).text());
    }

    @ParameterizedTest
    @CsvSource({
        "odt, text",
        "ott, text-template",
        "odm, text-master",
        "odp, presentation",
        "otp, presentation-template",
        "ods, spreadsheet",
        "ots, spreadsheet-template",
        "odg, graphics"
    })
    void openDocument_ofEachKind_isRead(String ending, String kind) throws IOException {
        Document document = document("a." + ending, OfficeSamples.openDocument(kind));

        assertThat(document.text()).contains("Two boats lie here.");
        assertThat(document.metadata().text(MetadataKeys.MEDIA_TYPE))
                .contains("application/vnd.oasis.opendocument." + kind);
    }

    @ParameterizedTest(name = "named {0}, of kind {1}")
    @CsvSource({
        "a.fodt, text, text, odt",
        "a.fods, spreadsheet, spreadsheet, ods",
        "a.fodp, presentation, presentation, odp",
        "a.fodg, graphics, graphics, odg",
        "a.fodt, text-template, text, ott",
        "a, text, text, odt",
        "a.xml, spreadsheet, spreadsheet, ods",
        "a.txt, presentation, presentation, odp",
        "a.odg, graphics, graphics, odg"
    })
    void flatOpenDocument_underAnyName_isReadAsTheZippedOne(String name, String kind, String type, String usual)
            throws IOException {
        byte[] zipped = OfficeSamples.openDocument(kind);

        Document document = document(name, OtherSamples.flat(kind, zipped));

        Document other = document("b." + usual, zipped);
        assertThat(document.text()).isEqualTo(other.text()).contains("Two boats lie here.");
        assertThat(document.sections()).isEqualTo(other.sections());
        assertThat(document.metadata().text(MetadataKeys.MEDIA_TYPE))
                .contains("application/vnd.oasis.opendocument.flat." + type);
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("The pier");
        assertThat(document.metadata().text(MetadataKeys.AUTHOR)).contains("Ann");
    }

    @Test
    void flatSheets_rows_areSectionsOfTheirSheets() throws IOException {
        byte[] zipped = OfficeSamples.odsOfTwoSheets();

        Document document = document("a.fods", OtherSamples.flat("spreadsheet", zipped));

        assertThat(document.text()).isEqualTo(document("a.ods", zipped).text());
        assertThat(facts(document, MetadataKeys.SHEET)).contains("Birds", "Boats");
    }

    @Test
    void flatText_headingsAndHeaders_areThoseOfTheZippedOne() throws IOException {
        String header = "<office:master-styles xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'>"
                + "<style:master-page style:name='Standard'><style:header><text:p>All pages</text:p></style:header>"
                + "</style:master-page></office:master-styles>";
        String flat = new String(OtherSamples.flat("text", OfficeSamples.odt()), StandardCharsets.UTF_8);

        Document document =
                document("a.fodt", OfficeSamples.utf8(flat.replace("<office:body>", header + "<office:body>")));

        assertThat(document.text()).isEqualTo("All pages\n\nPier\n\nTwo boats lie here.");
        assertThat(facts(document, MetadataKeys.HEADING)).hasSize(1);
    }

    @Test
    void flatText_whatIsEmbedded_isTextOnlyWhereItIsADocument() throws IOException {
        String draw = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";
        String inner = "<office:document office:mimetype='application/vnd.oasis.opendocument.text'><office:meta/>"
                + "<office:scripts><office:script>Sub Inner</office:script></office:scripts>"
                + "<office:body><office:text><text:p>A list of nets.</text:p></office:text></office:body></office:document>";
        String embedded = "<d:frame xmlns:d='" + draw + "'><d:object>" + inner + "</d:object></d:frame>"
                + "<d:frame xmlns:d='" + draw
                + "'><d:image><office:binary-data>VHdvIGJvYXRz</office:binary-data></d:image></d:frame>"
                + "<text:script>alert(1)</text:script>";
        String flat = new String(OtherSamples.flat("text", OfficeSamples.odt()), StandardCharsets.UTF_8);

        Document document = document(
                "a.fodt",
                OfficeSamples.utf8(flat.replace(
                        "lie here.", "lie " + embedded + "here, caf\u00E9 &amp; <![CDATA[<pier>]]> \uD83D\uDE00.")));

        assertThat(document.text())
                .isEqualTo("Pier\n\nTwo boats lie here, caf\u00E9 & <pier> \uD83D\uDE00.\n\nA list of nets.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1"})
    void flatText_inOtherCharsets_isRead(String charset) throws IOException {
        String flat = new String(OtherSamples.of("fodt"), StandardCharsets.UTF_8).replace("boats", "b\u00F6ats");
        byte[] bytes = ("<?xml version='1.0' encoding='" + charset + "'?><!-- a sample -->" + flat).getBytes(charset);

        assertThat(document("a", bytes).text()).isEqualTo("Two b\u00F6ats lie here.");
    }

    @Test
    void xmlThatSpeaksOfOpenDocument_isReadAsXml() throws IOException {
        String text = "<log about='opendocument'><document>Two boats.</document></log>";

        Document document = document("a.xml", OfficeSamples.utf8(text));

        assertThat(document.text()).isEqualTo("Two boats.");
        assertThat(document.metadata().text(MetadataKeys.MEDIA_TYPE)).contains("application/xml");
    }

    @Test
    void oldTemplatesAndShows_areReadAsDocuments() throws IOException {
        assertThat(document("a.xlt", OfficeSamples.xls()).text()).contains("bird 30");
        assertThat(document("a.pps", OfficeSamples.ppt()).text()).contains("Second slide");
        assertThat(document("a.pot", OfficeSamples.ppt()).text()).contains("Second slide");
    }

    @ParameterizedTest
    @CsvSource({"xz, xz", "lzma, lzma", "bz2, bzip2"})
    void packedFile_ofEachKind_isRead(String ending, String compressor) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(compressor, packed)) {
            out.write(OfficeSamples.utf8("Two boats lie here."));
        }

        assertThat(document("a.txt." + ending, packed.toByteArray()).text()).isEqualTo("Two boats lie here.");
    }

    @Test
    void packedFile_ofUnix_isRead() throws IOException {
        // Codes of nine bits, the lowest first: each letter stands for itself, and 18 letters make no longer codes.
        byte[] text = OfficeSamples.utf8("Two boats lie here");
        BitSet codes = new BitSet();
        for (int i = 0; i < text.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                codes.set(i * 9 + bit, ((text[i] >> bit) & 1) == 1);
            }
        }
        byte[] bits = Arrays.copyOf(codes.toByteArray(), (text.length * 9 + 7) / 8);
        byte[] packed = new byte[3 + bits.length];
        packed[0] = 0x1F;
        packed[1] = (byte) 0x9D;
        packed[2] = (byte) 0x90;
        System.arraycopy(bits, 0, packed, 3, bits.length);

        assertThat(document("a.txt.Z", packed).text()).isEqualTo("Two boats lie here");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void sheet_ofExcelBeforeBooks_isRead(int version) throws IOException {
        assertThat(document("a.xls", OtherSamples.sheet(version)).text()).contains("Two boats lie here.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mif", "idml", "mdb", "accdb", "wpd", "xlsb", "vsdx", "vsd", "pub", "hwp", "qpw", "pages", "numbers",
                "key", "chm", "one"
            })
    void filesOfOtherPrograms_areRead(String ending) throws IOException {
        assertThat(document("a." + ending, OtherSamples.of(ending)).text()).contains("Two boats lie here.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mdb", "accdb", "vsdx", "vsd", "pub", "hwp", "qpw", "chm", "one"})
    void filesOfOtherPrograms_withoutEnding_areReadByTheirContent(String ending) throws IOException {
        byte[] bytes = OtherSamples.of(ending);

        assertThat(document("a", bytes).text())
                .isEqualTo(document("a." + ending, bytes).text());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hwp_packedOrNot_hasTextAndTitle(boolean packed) throws IOException {
        Document document = document("a.hwp", OleSamples.hwp(packed));

        assertThat(document.text()).isEqualTo("Two boats lie here.");
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("The pier");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 11})
    void vsd_ofEachVersion_isRead(int version) throws IOException {
        assertThat(document("a.vsd", OleSamples.vsd(version)).text()).isEqualTo("Two boats lie here.");
    }

    @Test
    void chm_headings_areSections() throws IOException {
        Document document = document("a.chm", OtherSamples.of("chm"));

        assertThat(document.text()).isEqualTo("Pier\n\nTwo boats lie here.");
        assertThat(facts(document, MetadataKeys.HEADING)).hasSize(1);
    }

    @Test
    void numbers_rows_areATable() throws IOException {
        assertThat(document("a.numbers", OtherSamples.of("numbers")).text())
                .isEqualTo("Boats\n\nTwo boats lie here.\n2\n");
    }
}
