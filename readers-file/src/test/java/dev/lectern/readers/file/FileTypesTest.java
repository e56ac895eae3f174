package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.failure;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
                .endsWith("Convert the file, or exclude it;"
                        + " dev.lectern:lectern-readers-office reads what office programs write.");
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
