package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.failure;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media types: content first, name second. */
class FileTypesTest {

    private static final String PNG = "89504e470d0a1a0a0000000d4948445200000001000000010806000000";

    private static final Map<String, String> ENDINGS =
            Map.of("txt", "text/plain", "md", "text/markdown", "eml", "message/rfc822", "mine", "application/x-mine");

    @TempDir
    Path root;

    @ParameterizedTest(name = "{0} holding {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt|words|text/plain",
                "a.TXT|words|text/plain",
                "a|words|text/plain",
                "a.unknownending|words|text/plain",
                "a.md|<h1>Title</h1>|text/markdown",
                "a.markdown|words|text/markdown",
                "a.html|words|text/html",
                "a.txt|<!-- c --> <!DOCTYPE html><html><p>words</html>|text/html",
                "a.txt|The mark of PDF is %PDF-1.4 at the start.|text/plain",
                "a.csv|a,b|text/csv",
                "a.json|{}|application/json",
                "a.py|print(1)|text/x-python",
                "a.rst|words|text/x-rst"
            })
    void type_ofText_isThatOfContentAndName(String name, String content, String type) throws IOException {
        Path file = write(root, name, content);

        assertThat(document(file).metadata().text(MetadataKeys.MEDIA_TYPE)).contains(type);
    }

    @Test
    void type_ofSignedContent_isThatOfTheNameOnlyWhereBothAgree() throws IOException {
        Map<String, String> endings = Map.of(
                "odt", "application/vnd.oasis.opendocument.text",
                "rtf", "application/rtf",
                "gz", "application/gzip",
                "eml", "message/rfc822");
        byte[] odt = ("PK\3\4" + "x".repeat(26) + "mimetypeapplication/vnd.oasis.opendocument.textPK\3\4")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] mail = "From: ada@example.org\nTo: bob@example.org\n\nwords".getBytes(StandardCharsets.UTF_8);

        assertThat(FileTypes.of(FileInput.of("a.odt", odt), endings))
                .isEqualTo("application/vnd.oasis.opendocument.text");
        assertThat(FileTypes.of(FileInput.of("a.eml", mail), endings)).isEqualTo("message/rfc822");
        assertThat(FileTypes.of(FileInput.of("a.rtf", mail), endings)).isNotEqualTo("application/rtf");
        assertThat(FileTypes.of(FileInput.of("a.gz", odt), endings)).isNotEqualTo("application/gzip");
    }

    @ParameterizedTest(name = "{0} beginning {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a|<?xml version='1.0'?><!-- c --><svg xmlns='s'/>|image/svg+xml",
                "a|<?xml version='1.0'?><x:thing xmlns:x='s'/>|application/xml",
                "a.kml|<?xml version='1.0'?><kml/>|application/vnd.google-earth.kml+xml",
                "a.dat|<html><p>words</html>|text/html",
                "a|<title>Words</title>|text/html",
                "a|From: ada@example.org~To: bob@example.org~~words|message/rfc822",
                "a|Note: this~Date: is no mail~~words|text/plain",
                "a.eml|Subject: words~~words|message/rfc822",
                "a.txt|From: ada@example.org~To: bob@example.org~~words|text/plain",
                "a|From ada@example.org Sat Jan  3 01:05:34 1996~From: ada@example.org~~words|application/mbox",
                "a|From now on~words: many|text/plain",
                "a|%!PS-Adobe-3.0|application/postscript",
                "a.md|{\\rtf1 words}|application/rtf",
                "a.ics|BEGIN:VCALENDAR~END:VCALENDAR|text/calendar",
                "a|BM is short for benchmark|text/plain",
                "a.pdf|words|text/plain",
                "a.docx|words|text/plain"
            })
    void type_ofText_isThatOfItsBeginning(String name, String content, String type) {
        byte[] text = content.replace('~', '\n').getBytes(StandardCharsets.UTF_8);

        assertThat(FileTypes.of(FileInput.of(name, text), ENDINGS)).isEqualTo(type);
        assertThat(FileTypes.of(
                        FileInput.of(name, content.replace("~", "\r\n").getBytes(StandardCharsets.UTF_16LE)), ENDINGS))
                .isEqualTo(type);
    }

    @ParameterizedTest(name = "{0} beginning {1} is {2}")
    @CsvSource({
        "a.txt, FFD8FFE000104A46, image/jpeg",
        "a, 504B03040A0000000000, application/zip",
        "a.jar, 504B03040A0000000000, application/java-archive",
        "a.png, 504B03040A0000000000, application/zip",
        "a.mine, 504B03040A0000000000, application/x-mine",
        "a, D0CF11E0A1B11AE10000, application/x-tika-msoffice",
        "a.xls, D0CF11E0A1B11AE10000, application/vnd.ms-excel",
        "a.docx, D0CF11E0A1B11AE10000, application/x-tika-msoffice",
        "a.mine, D0CF11E0A1B11AE10000, application/x-mine",
        "a.mine, 0102030405060708, application/x-mine",
        "a.txt, 0102030405060708, application/octet-stream",
        "a, 7F454C4602010100, application/x-elf",
        "a.webm, 1A45DFA300000000, video/webm",
        "a.ttf, 0102030405060708, font/ttf",
        "a, 53514C69746520666F726D6174203300, application/vnd.sqlite3",
        "a, 526172211A0701000000, application/x-rar-compressed"
    })
    void type_ofBytes_isThatOfTheirSignatureAndAmongItsKindsThatOfTheName(String name, String hex, String type) {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(hex), 600);

        assertThat(FileTypes.of(FileInput.of(name, bytes), ENDINGS)).isEqualTo(type);
    }

    @Test
    void type_ofOpenXml_isThatOfItsFirstPartsWhateverItHolds() {
        String slides = "PK\3\4" + "-".repeat(26) + "[Content_Types].xml" + "PK\3\4" + "-".repeat(26) + "ppt/a.xml";
        String sheet = "PK\3\4" + "-".repeat(26) + "xl/workbook.xml";
        byte[] both = (slides + sheet).getBytes(StandardCharsets.ISO_8859_1);
        byte[] neither = slides.replace("ppt/", "new/").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FileTypes.of(FileInput.of("a.docx", both), Map.of())).endsWith("presentationml.presentation");
        assertThat(FileTypes.of(FileInput.of("a.zip", neither), Map.of())).isEqualTo(KnownTypes.OPEN_XML);
    }

    /** What this module's tests read, it reads without Tika: it is not there. */
    @Test
    void tika_isNotOnTheClassPathOfThisModule() {
        assertThatThrownBy(() -> Class.forName("org.apache.tika.mime.MimeTypes"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void type_ofOffice_isAFailureThatNamesTheArtifact() throws IOException {
        Path file = write(root, "letter.doc", HexFormat.of().parseHex("D0CF11E0A1B11AE10000"));

        assertThat(failure(file).reason())
                .isEqualTo("media type not supported: the content is application/msword, which"
                        + " dev.lectern:lectern-readers-office reads. Add it to the class path, or exclude the file.");
    }

    @Test
    void type_pdfNamedTxt_isPdf() throws IOException {
        byte[] pdf = Pdfs.of("A page of text");
        Path file = write(root, "report.txt", pdf);

        assertThat(document(file).metadata().text(MetadataKeys.MEDIA_TYPE)).contains("application/pdf");
        assertThat(document(file).text()).isEqualTo("A page of text");
    }

    @Test
    void type_pngNamedTxt_isAFailureThatNamesTheType() throws IOException {
        Path file = write(root, "picture.txt", HexFormat.of().parseHex(PNG));

        assertThat(failure(file).source()).isEqualTo(file.toString());
        assertThat(failure(file).reason())
                .startsWith("media type not supported: the content is image/png. Supported are text, application/")
                .contains(", application/pdf, ")
                .endsWith("Convert the file, or exclude it.");
    }

    @Test
    void type_randomBytesNamedTxt_isAFailure() throws IOException {
        byte[] bytes = new byte[5000];
        new Random(5).nextBytes(bytes);
        Path file = write(root, "noise.txt", bytes);

        assertThat(failure(file).reason()).contains("the content is application/octet-stream");
    }

    @Test
    void type_rtfNamedTxt_isAFailure() throws IOException {
        Path file = write(root, "letter.txt", "{\\rtf1\\ansi words}");

        assertThat(failure(file).reason()).contains("the content is application/rtf");
    }

    @Test
    void type_utf16WithAndWithoutMark_isText() throws IOException {
        String text = "Gr\u00FC\u00DFe aus K\u00F6ln.\nUnd noch eine Zeile.";
        Path marked = write(root, "marked.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
        Path bare = write(root, "bare.txt", text.getBytes(StandardCharsets.UTF_16BE));

        assertThat(document(marked).text()).isEqualTo(text);
        assertThat(document(marked).metadata().text(MetadataKeys.CHARSET)).contains("UTF-16LE");
        assertThat(document(bare).text()).isEqualTo(text);
        assertThat(document(bare).metadata().text(MetadataKeys.CHARSET)).contains("UTF-16BE");
    }
}
