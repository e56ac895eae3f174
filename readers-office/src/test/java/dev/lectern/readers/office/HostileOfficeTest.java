package dev.lectern.readers.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.file.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of office programs that are made to harm, locked, or not whole. */
class HostileOfficeTest {

    private static final String CIRCLES =
            "damaged: its lists of nodes go round in circles. Save it anew with the program it is from.";

    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static final String CELLS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    @TempDir
    Path root;

    private ReadResult read(String name, byte[] bytes, String password) throws IOException {
        Path file = Files.write(root.resolve(name), bytes);
        FileReader reader = FileReader.builder().password(password).build();
        return assertTimeoutPreemptively(
                Duration.ofMinutes(4), () -> reader.load(file.toString(), FailurePolicy.COLLECT));
    }

    private List<String> reasons(String name, byte[] bytes, String password) throws IOException {
        return read(name, bytes, password).failures().stream()
                .map(ReadFailure::reason)
                .toList();
    }

    private static byte[] document(String ending, String declaration, String text) throws IOException {
        boolean word = ending.equals("docx");
        String xml = word
                ? "<w:document xmlns:w='" + WORD + "'><w:body><w:p><w:r><w:t>" + text
                        + "</w:t></w:r></w:p></w:body></w:document>"
                : "<worksheet xmlns='" + CELLS + "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>" + text
                        + "</t></is></c></row></sheetData></worksheet>";
        return OfficeSamples.with(
                word ? OfficeSamples.docx() : OfficeSamples.xlsx(),
                Map.of(
                        word ? "word/document.xml" : "xl/worksheets/sheet1.xml",
                        OfficeSamples.utf8("<?xml version='1.0'?>" + declaration + xml)));
    }

    @ParameterizedTest
    @CsvSource({"docx", "xlsx"})
    void externalEntity_isNotFetched(String ending) throws IOException {
        Path secret = Files.writeString(root.resolve("secret.txt"), "the key");
        byte[] hostile = document(ending, "<!DOCTYPE x [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]>", "Two &s;");

        ReadResult result = read("a." + ending, hostile, "");

        assertThat(result.documents().toString() + result.failures()).doesNotContain("the key");
        assertThat(result.documents().size() + result.failures().size()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"docx", "xlsx"})
    void entitiesOfEntities_doNotGrow(String ending) throws IOException {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>");
        }

        ReadResult result = read("a." + ending, document(ending, laughs + "]>", "&l9;"), "");

        assertThat(result.documents())
                .allSatisfy(found -> assertThat(found.text()).hasSizeLessThan(100_000));
        assertThat(result.documents().size() + result.failures().size()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"docx", "xlsx"})
    void partThatUnpacksToALot_isNamed(String ending) throws IOException {
        ReadResult result = read("a." + ending, document(ending, "", "a".repeat(40_000_000)), "");

        assertThat(result.failures()).isNotEmpty();
        assertThat(result.failures().get(0).reason()).startsWith("damaged: ").containsIgnoringCase("zip bomb");
    }

    @Test
    void formulasAndMacros_areNotRun() throws IOException {
        byte[] sheet = OfficeSamples.utf8("<worksheet xmlns='" + CELLS + "'><sheetData><row r='1'>"
                + "<c r='A1' t='str'><f>cmd|'/c calc'!A0</f><v>as it was saved</v></c>"
                + "<c r='B1' t='str'><f>1+1</f><v>3</v></c>"
                + "<c r='C1' t='inlineStr'><is><t>=cmd|'/c calc'!A0</t></is></c></row></sheetData></worksheet>");
        byte[] usual = OfficeSamples.xlsx();
        String types = new String(OfficeSamples.part(usual, "[Content_Types].xml"), StandardCharsets.UTF_8);
        byte[] book = OfficeSamples.with(
                usual,
                Map.of(
                        "xl/worksheets/sheet1.xml",
                        sheet,
                        "xl/vbaProject.bin",
                        OfficeSamples.utf8("Shell calc"),
                        "[Content_Types].xml",
                        OfficeSamples.utf8(
                                types.replace(
                                        "</Types>",
                                        "<Default Extension='bin' ContentType='application/vnd.ms-office.vbaProject'/></Types>"))));

        ReadResult result = read("a.xlsm", book, "");
        assertThat(result.failures()).isEmpty();
        Document document = result.documents().get(0);

        assertThat(document.text())
                .contains("as it was saved | 3 | =cmd|'/c calc'!A0")
                .doesNotContain("Shell");
    }

    /** Templates, pictures, workbooks and services of elsewhere are what malicious documents are made with. */
    @Test
    void linksToElsewhere_areNotFollowed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String elsewhere = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
            byte[] links = OfficeSamples.utf8(
                    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                            + "<Relationship Id='r1' TargetMode='External' Type='" + relations
                            + "attachedTemplate' Target='"
                            + elsewhere + "'/><Relationship Id='r2' TargetMode='External' Type='" + relations
                            + "image' Target='" + elsewhere + "'/><Relationship Id='r3' TargetMode='External' Type='"
                            + relations + "externalLinkPath' Target='" + elsewhere + "'/></Relationships>");
            byte[] letter = OfficeSamples.with(
                    OfficeSamples.docx(),
                    Map.of(
                            "word/document.xml",
                            OfficeSamples.utf8("<w:document xmlns:w='" + WORD + "'><w:body><w:p><w:r><w:instrText>"
                                    + " INCLUDEPICTURE \"" + elsewhere + "\" </w:instrText></w:r>"
                                    + "<w:r><w:t>Two boats.</w:t></w:r></w:p></w:body></w:document>"),
                            "word/_rels/document.xml.rels",
                            links));
            byte[] sheet = OfficeSamples.with(
                    OfficeSamples.xlsx(),
                    Map.of(
                            "xl/worksheets/sheet1.xml",
                            OfficeSamples.utf8(
                                    "<worksheet xmlns='" + CELLS + "'><sheetData><row r='1'>"
                                            + "<c r='A1' t='str'><f>WEBSERVICE(\"" + elsewhere
                                            + "\")</f><v>saved</v></c>"
                                            + "<c r='B1' t='str'><f>[1]Sheet1!A1</f><v>linked</v></c></row></sheetData></worksheet>"),
                            "xl/worksheets/_rels/sheet1.xml.rels",
                            links));

            assertThat(read("a.docx", letter, "").documents().get(0).text()).contains("Two boats.");
            assertThat(read("a.xlsx", sheet, "").documents().get(0).text()).contains("saved | linked");
            server.setSoTimeout(1);
            // A connection would wait here.
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static byte[] oldDocument(String ending) throws IOException {
        return switch (ending) {
            case "ppt" -> OfficeSamples.ppt();
            case "xls" -> OfficeSamples.xls();
            case "msg" -> OfficeSamples.msg();
            default -> OtherSamples.of(ending);
        };
    }

    @ParameterizedTest
    @CsvSource({"ppt", "xls", "msg", "vsd", "pub", "hwp", "qpw"})
    void oldDocument_cutOffAnywhere_losesNothingInSilence(String ending) throws IOException {
        byte[] whole = oldDocument(ending);
        Document document = read("a." + ending, whole, "").documents().get(0);
        int stated = 0;

        for (int length = 500; length < whole.length; length += 251) {
            ReadResult result = read("a." + ending, Arrays.copyOf(whole, length), "");
            stated += result.failures().size();
            if (result.failures().isEmpty()) {
                assertThat(result.documents())
                        .as("cut to %s of %s bytes", length, whole.length)
                        .extracting(Document::text)
                        .containsExactly(document.text());
            }
        }

        assertThat(stated).isGreaterThan(whole.length / 251 / 2);
    }

    @ParameterizedTest
    @CsvSource({"vsdx", "idml", "xlsb", "pages", "numbers", "key", "chm", "wpd", "one", "fodt", "fods", "fodp", "fodg"})
    void fileOfOtherProgram_cutOffAnywhere_losesNothingInSilence(String ending) throws IOException {
        byte[] whole = OtherSamples.of(ending);
        Document document = read("a." + ending, whole, "").documents().get(0);
        int stated = 0;

        for (int i = 5; i < 40; i++) {
            int length = whole.length * i / 40;
            ReadResult result = read("a." + ending, Arrays.copyOf(whole, length), "");
            stated += result.failures().size();
            if (result.failures().isEmpty()) {
                assertThat(result.documents())
                        .as("cut to %s of %s bytes", length, whole.length)
                        .extracting(Document::text)
                        .containsExactly(document.text());
            }
        }

        assertThat(stated).isGreaterThan(18);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4"})
    void sheetOfExcelBeforeBooks_cutOffAnywhere_isAStatedLoss(int version) throws IOException {
        byte[] whole = OtherSamples.sheet(version);

        for (int length = 8; length < whole.length; length++) {
            assertThat(read("a.xls", Arrays.copyOf(whole, length), "").failures())
                    .as("cut to %s of %s bytes", length, whole.length)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "&s;, <!ENTITY s SYSTEM 'SECRET'>",
        "&s;, <!ENTITY s 'lol'>",
        "&s;, ''",
        "'<text:span text:style-name=\"&s;\">x</text:span>', <!ENTITY s SYSTEM 'SECRET'>",
        "'', <!ENTITY % s SYSTEM 'SECRET'> %s;"
    })
    void flatOpenDocument_entitiesOfItsOwn_areNotExpanded(String use, String entity) throws IOException {
        Path secret = Files.writeString(root.resolve("secret.txt"), "the key");
        String flat = new String(OtherSamples.of("fodt"), StandardCharsets.UTF_8);
        String hostile = "<!DOCTYPE x ["
                + entity.replace("SECRET", secret.toUri().toString()) + "]>" + flat.replace("boats", "boats" + use);

        ReadResult result = read("a.fodt", OfficeSamples.utf8(hostile), "");

        assertThat(result.documents().toString() + result.failures()).doesNotContain("the key", "lol");
        if (use.isEmpty()) {
            assertThat(result.documents()).extracting(Document::text).containsExactly("Two boats lie here.");
        } else if (use.startsWith("&")) {
            assertThat(result.failures())
                    .extracting(ReadFailure::reason)
                    .containsExactly(
                            "it uses the entity s, which it would have to declare itself; such entities are not expanded,"
                                    + " since they can fetch files or grow without end. Replace them by their text.");
        } else {
            assertThat(result.failures())
                    .extracting(ReadFailure::reason)
                    .containsExactly("damaged: its XML breaks at line 1. Save it anew with the program it is from.");
        }
    }

    @Test
    void flatOpenDocument_cutOffOrFollowedByMore_isAFailureThatSaysWhere() throws IOException {
        byte[] whole = OtherSamples.of("fodt");
        byte[] more = OfficeSamples.utf8(new String(whole, StandardCharsets.UTF_8) + "\n<office>");

        assertThat(reasons("a.fodt", Arrays.copyOf(whole, whole.length - 20), ""))
                .containsExactly("damaged: its XML breaks at line 1. Save it anew with the program it is from.");
        assertThat(reasons("b.fodt", more, ""))
                .containsExactly("damaged: its XML breaks at line 2. Save it anew with the program it is from.");
        assertThat(reasons("c.fodt", Arrays.copyOf(whole, 100), ""))
                .containsExactly(
                        "damaged: it does not begin as a flat OpenDocument file. Save it anew with the program it is from.");
    }

    @ParameterizedTest
    @CsvSource({"47, false", "48, true", "50000, true"})
    void flatOpenDocument_documentsWithinDocuments_areReadUpToALimit(int deep, boolean refused) throws IOException {
        String flat = new String(OtherSamples.of("fodt"), StandardCharsets.UTF_8);
        String within = "<office:document><office:body>".repeat(deep) + "</office:body></office:document>".repeat(deep);

        ReadResult result = read("a.fodt", OfficeSamples.utf8(flat.replace("boats", "boats" + within)), "");

        if (refused) {
            assertThat(result.documents()).isEmpty();
            assertThat(result.failures())
                    .extracting(ReadFailure::reason)
                    .containsExactly("damaged: its elements are nested more than 99 deep."
                            + " Save it anew with the program it is from.");
        } else {
            assertThat(result.documents()).extracting(Document::text).containsExactly("Two boats lie here.");
        }
    }

    @Test
    void sheetOfExcel2_withNumbers_isReadWithAStatedLoss() throws IOException {
        ReadResult result = read("a.xls", OtherSamples.sheetWithNumber(), "");

        assertThat(result.documents()).extracting(Document::text).containsExactly("Two boats lie here.");
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly(
                        "read in part: numbers in sheets of Excel 2 are not known here. Save it with a newer program.");
    }

    @Test
    void wordPerfect_cutOffWithinItsText_isAStatedLoss() throws IOException {
        byte[] whole = OtherSamples.of("wpd");

        ReadResult result = read("a.wpd", Arrays.copyOf(whole, whole.length - 11), "");

        assertThat(result.documents()).extracting(Document::text).containsExactly("Two boats");
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly("read in part: the end of the file is missing. Copy it again from where it is whole.");
    }

    @ParameterizedTest(name = "list of {0} bytes at {1}")
    @CsvSource({"512, 1024", "512, 2560", "20, 1024"})
    void oneNote_listsThatGoRoundInCircles_areAFailureThatSaysSo(int bytes, int at) throws IOException {
        byte[] file = OtherSamples.of("one");
        ByteBuffer end = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(at + 512 - 20);
        end.putLong(at + 512 - bytes).putInt(bytes);

        assertThat(reasons("a.one", file, "")).containsExactly(CIRCLES);
    }

    @Test
    void oneNote_listWithinItself_isAFailureThatSaysSo() throws IOException {
        byte[] file = OtherSamples.of("one");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(1024 + 16 + 4, 1024);

        assertThat(reasons("a.one", file, "")).containsExactly(CIRCLES);
    }

    @Test
    void mif_bracketsThatAreNoStatements_areNoMissingEnd() throws IOException {
        byte[] whole = OtherSamples.of("mif");
        String more = "# < a comment\n=FrameImage\n&%v <<\n&\\x 3C <\n=EndInset\n<Variable `1 < 2'> # >\n";
        byte[] file = OfficeSamples.utf8(new String(whole, StandardCharsets.UTF_8) + more);

        assertThat(read("a.mif", file, "").failures()).isEmpty();
    }

    @Test
    void mif_cutOffWithinAStatement_isAStatedLoss() throws IOException {
        byte[] whole = OtherSamples.of("mif");

        for (int length = "<MIFFile 2015>\n<".length(); length < whole.length - 1; length++) {
            assertThat(read("a.mif", Arrays.copyOf(whole, length), "").failures())
                    .as("cut to %s of %s bytes", length, whole.length)
                    .extracting(ReadFailure::reason)
                    .singleElement()
                    .asString()
                    .contains("the end of the file is missing");
        }
    }

    /** The library fills up the sector that a file ends in with zeros, and the end of the stream is in there. */
    @Test
    void oldDocument_cutOffWithinItsLastSector_isAStatedLoss() throws IOException {
        byte[] whole = OfficeSamples.ole("Workbook", OfficeSamples.ole(OfficeSamples.xls(), "Workbook"));

        ReadResult result = read("a.xls", Arrays.copyOf(whole, whole.length - 100), "");

        assertThat(read("a.xls", whole, "").failures()).isEmpty();
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly("read in part: the end of the file is missing. Copy it again from where it is whole.");
    }

    @ParameterizedTest
    @CsvSource({"ppt, First slide", "xls, bird 30"})
    void oldDocument_encrypted_isOpenedByThePassword(String ending, String text) throws IOException {
        byte[] locked = OfficeSamples.encryptedOld(ending, "tide");

        assertThat(read("a." + ending, locked, "tide").documents().get(0).text())
                .contains(text);
        assertThat(reasons("a." + ending, locked, ""))
                .containsExactly("encrypted: it needs a password. Give the option password.");
        assertThat(reasons("a." + ending, locked, "ebb"))
                .containsExactly("encrypted: the given password does not open it, or its cipher is not known.");
    }

    @Test
    void openDocument_encrypted_isOpenedByThePassword() throws IOException {
        byte[] locked = OfficeSamples.encryptedOdt("tide \u00FC", "http://www.w3.org/2001/04/xmlenc#aes256-cbc");
        byte[] unknown = OfficeSamples.encryptedOdt("tide", "http://www.w3.org/2009/xmlenc11#aes256-gcm");

        assertThat(read("a.odt", locked, "tide \u00FC").documents().get(0).text())
                .contains("Two boats lie here.");
        assertThat(reasons("a.odt", locked, ""))
                .containsExactly("encrypted: it needs a password. Give the option password.");
        assertThat(reasons("a.odt", locked, "ebb")).containsExactly("encrypted: the given password does not open it.");
        assertThat(reasons("a.odt", unknown, "tide"))
                .containsExactly("encrypted: passwords of this kind are not supported"
                        + " (http://www.w3.org/2009/xmlenc11#aes256-gcm)."
                        + " Save it without a password, or with one in the OpenDocument 1.3 format.");
    }

    @Test
    void sevenZip_encrypted_isOpenedByThePassword() throws IOException {
        byte[] locked = OfficeSamples.sevenZip("tide");

        ReadResult right = read("a.7z", locked, "tide");
        ReadResult wrong = read("a.7z", locked, "ebb");
        ReadResult none = read("a.7z", locked, "");

        assertThat(right.failures()).isEmpty();
        assertThat(right.documents()).extracting(Document::id).containsExactly("a.7z", "a.7z!/a.txt", "a.7z!/b.txt");
        assertThat(none.failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure.reason())
                        .isEqualTo("encrypted: it needs a password. Give the option password."));
        assertThat(wrong.failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure.reason())
                        .isEqualTo("encrypted: the given password does not open it, or it is damaged."));
    }

    @Test
    void partThatTikaPassesOver_isAFailureBesideTheText() throws IOException {
        String objects = "{\\object\\objemb{\\*\\objclass Package}"
                + "{\\*\\objdata 0105000002000000080000005061636b6167650000000000000000000fffffff}}";

        ReadResult result =
                read("a.rtf", OfficeSamples.utf8("{\\rtf1\\ansi\\pard Two boats." + objects + "\\par}"), "");

        assertThat(result.documents().get(0).text()).isEqualTo("Two boats.");
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .singleElement()
                .asString()
                .startsWith("read in part: org.apache.tika.exception.TikaMemoryLimitException: Tried to allocate")
                .endsWith(". Save it anew with the program it is from.");
    }

    /** Apache Tika takes these for empty documents. */
    @ParameterizedTest
    @CsvSource({
        "a.pages, application/vnd.apple.unknown.13",
        "a.numbers, application/vnd.apple.unknown.13",
        "a.key, application/vnd.apple.unknown.13",
        "b.pages, application/vnd.apple.pages.18",
        "a, 'a compound file with PerfectOffice_MAIN, PerfectOffice_OBJECTS'",
        "a.doc, a compound file with CONTENTS",
        "b.doc, application/vnd.ms-works",
        "c.doc, application/vnd.ms-project"
    })
    void documentWhoseTextNobodyFinds_isAFailureThatSaysSo(String name, String kind) throws IOException {
        byte[] file = switch (name) {
            case "a" -> OleSamples.named("PerfectOffice_MAIN", "PerfectOffice_OBJECTS");
            case "a.doc" -> OleSamples.named("CONTENTS");
            case "b.doc" -> OleSamples.named("MatOST");
            case "c.doc" -> OleSamples.named("\u0001CompObj", "Props", "   114");
            default -> OtherSamples.newerIWork(name.startsWith("b") ? "b.pages/" : "");
        };

        ReadResult result = read(name, file, "");

        assertThat(result.documents()).isEmpty();
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly("not supported: where the text of " + kind
                        + " stands is not known here. Save it in another format with the program it is from.");
    }

    @ParameterizedTest
    @CsvSource({"a.wps, application/vnd.ms-works", "a.wb3, application/x-quattropro", "a.wb1, application/x-quattropro"
    })
    void fileOfAProgramNobodyReads_isAFailureThatNamesItsType(String name, String type) throws IOException {
        byte[] file = name.equals("a.wb1") ? new byte[] {0, 0, 2, 0, 1, 0x10, 1, 0} : OleSamples.named("CONTENTS");

        assertThat(reasons(name, file, ""))
                .singleElement()
                .asString()
                .startsWith("media type not supported: the content is " + type + ". Supported are ")
                .endsWith(". Convert the file, or exclude it.");
    }

    @Test
    void zipWithoutAnyPartOfADocument_isAFailureThatSaysSo() throws IOException {
        byte[] file = OfficeSamples.zip(Map.of("notes.txt", OfficeSamples.utf8("Two boats lie here.")));

        assertThat(reasons("a.key", file, ""))
                .containsExactly(
                        "damaged: no part of it is the text of a document. Save it anew with the program it is from.");
    }

    @Test
    void iWork_encrypted_saysSo() throws IOException {
        byte[] file = OtherSamples.of("pages");
        for (int i = 0; i < file.length - 3; i++) {
            if (file[i] == 'P' && file[i + 1] == 'K' && file[i + 2] == file[i + 3] - 1) {
                file[i + (file[i + 2] == 3 ? 6 : 8)] |= 1;
            }
        }

        assertThat(reasons("a.pages", file, "tide"))
                .containsExactly(
                        "encrypted: passwords of this kind are not supported (zip). Save it without a password.");
    }

    @Test
    void ods_withAChartBeforeItsSheets_hasRowsInTheirSheets() throws IOException {
        byte[] chart = OfficeSamples.part(OfficeSamples.ods(), "content.xml");
        byte[] sheets = OfficeSamples.part(OfficeSamples.odsOfTwoSheets(), "content.xml");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", OfficeSamples.utf8("application/vnd.oasis.opendocument.spreadsheet"));
        entries.put("Object 1/content.xml", chart);
        entries.put("content.xml", sheets);

        Document document =
                read("a.ods", OfficeSamples.zip(entries), "").documents().get(0);

        assertThat(document.sections())
                .extracting(
                        section -> section.metadata().text(MetadataKeys.SHEET).orElse("none") + ": "
                                + document.text()
                                        .substring(
                                                section.span().start(),
                                                section.span().end())
                                        .strip())
                .containsExactly(
                        "none: boat | sails\nHeron | 3",
                        "Birds: name | count\nGull | 3",
                        "Boats: name | sails\nHeron | 2");
    }

    @Test
    void ods_rows_areSectionsOfTheirSheets() throws IOException {
        Document document =
                read("a.ods", OfficeSamples.odsOfTwoSheets(), "").documents().get(0);

        assertThat(document.text()).contains("Gull | 3").contains("Heron | 2");
        assertThat(document.sections())
                .extracting(Section::metadata)
                .extracting(m -> m.text(MetadataKeys.SHEET).orElse("") + " "
                        + m.text(MetadataKeys.ROWS).orElse(""))
                .contains("Birds 1-2", "Boats 1-2");
    }
}
