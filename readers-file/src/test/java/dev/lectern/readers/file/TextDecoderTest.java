package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How bytes become text. */
class TextDecoderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "windows-1252|Die Stra\u00DFe war na\u00DF, und \u00FCber den D\u00E4chern lag d\u00FCnner Nebel.",
                "windows-1252|Le caf\u00E9 \u00E9tait ferm\u00E9; l'\u00E9t\u00E9 dernier, nous y avions mang\u00E9 une cr\u00EApe.",
                "windows-1252|\u201CQuoted\u201D \u2013 with dashes \u2014 and the editor\u2019s habits\u2026",
                "windows-1250|Za\u017C\u00F3\u0142\u0107 g\u0119\u015Bl\u0105 ja\u017A\u0144. \u0141\u00F3d\u017A le\u017Cy w \u015Brodku Polski.",
                "windows-1251|\u0421\u044A\u0435\u0448\u044C \u0436\u0435 \u0435\u0449\u0451 \u044D\u0442\u0438\u0445 \u043C\u044F\u0433\u043A\u0438\u0445 \u0431\u0443\u043B\u043E\u043A.",
                "KOI8-R|\u0421\u044A\u0435\u0448\u044C \u0436\u0435 \u0435\u0449\u0451 \u044D\u0442\u0438\u0445 \u043C\u044F\u0433\u043A\u0438\u0445 \u0431\u0443\u043B\u043E\u043A, \u0434\u0430 \u0432\u044B\u043F\u0435\u0439 \u0447\u0430\u044E.",
                "windows-1253|\u0397 \u03B3\u03C1\u03AE\u03B3\u03BF\u03C1\u03B7 \u03BA\u03B1\u03C6\u03AD \u03B1\u03BB\u03B5\u03C0\u03BF\u03CD.",
                "Shift_JIS|\u3053\u308C\u306F\u65E5\u672C\u8A9E\u306E\u6587\u7AE0\u3067\u3059\u3002\u6771\u4EAC\u306F\u4ECA\u65E5\u3082\u6674\u308C\u3067\u3059\u3002",
                "EUC-JP|\u3053\u308C\u306F\u65E5\u672C\u8A9E\u306E\u6587\u7AE0\u3067\u3059\u3002\u6771\u4EAC\u306F\u4ECA\u65E5\u3082\u6674\u308C\u3067\u3059\u3002",
                "ISO-2022-JP|\u3053\u308C\u306F\u65E5\u672C\u8A9E\u306E\u6587\u7AE0\u3067\u3059\u3002",
                "GB18030|\u8FD9\u662F\u4E00\u4E2A\u4E2D\u6587\u53E5\u5B50\uFF0C\u7528\u6765\u6D4B\u8BD5\u5B57\u7B26\u7F16\u7801\u7684\u68C0\u6D4B\u3002",
                "Big5|\u9019\u662F\u4E00\u500B\u4E2D\u6587\u53E5\u5B50\uFF0C\u7528\u4F86\u6E2C\u8A66\u5B57\u5143\u7DE8\u78BC\u7684\u5075\u6E2C\u3002",
                "EUC-KR|\uC774\uAC83\uC740 \uD55C\uAD6D\uC5B4 \uBB38\uC7A5\uC785\uB2C8\uB2E4. \uC11C\uC6B8\uC740 \uC624\uB298 \uB9D1\uC2B5\uB2C8\uB2E4.",
                "UTF-16LE|Plain words in two bytes each, without a mark.",
                "UTF-32BE|\uFEFFFour bytes each.",
                "UTF-8|Gr\u00FC\u00DFe \uD83D\uDE00"
            })
    void charset_declaredNowhere_isFound(String charset, String text) {
        DecodedText decoded = TextDecoder.decode(text.getBytes(Charset.forName(charset)));

        assertThat(decoded.text()).as("decoded as %s", decoded.charset()).isEqualTo(text.replace("\uFEFF", ""));
        assertThat(decoded.replaced()).isZero();
    }

    @Test
    void mark_ofUtf8_isTakenOff() {
        assertThat(TextDecoder.decode("\uFEFFtext".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new DecodedText("text", "UTF-8", 0));
    }

    @Test
    void damage_inUtf8_isReplacedAndCounted(@TempDir Path root) throws IOException {
        byte[] bytes = "\u00E4\u00F6\u00FC\u00E4\u00F6\u00FC\u00E4\u00F6\u00FC\u00E4\u00F6\u00FC \uFFFD ?"
                .getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xC3;

        Document document = document(write(root, "a.txt", bytes));

        assertThat(document.text()).endsWith(" \uFFFD \uFFFD");
        assertThat(document.metadata().text(MetadataKeys.CHARSET)).contains("UTF-8");
        assertThat(document.metadata().number(MetadataKeys.REPLACED_CHARS)).hasValue(2);
    }

    @Test
    void declaration_ofLatin1_meansWindows1252() {
        byte[] bytes = "<meta charset=iso-8859-1>\u201Cx\u201D".getBytes(Charset.forName("windows-1252"));

        assertThat(TextDecoder.decodeMarkup(bytes).text()).endsWith("\u201Cx\u201D");
    }

    @Test
    void declaration_ofUnknownCharset_isPassedOver() {
        byte[] bytes = "<meta charset=nonsense-7><meta charset=windows-1251>\u0421\u044A"
                .getBytes(Charset.forName("windows-1251"));

        assertThat(TextDecoder.decodeMarkup(bytes).text()).endsWith("\u0421\u044A");
    }
}
