package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlCharsetTest {

    @ParameterizedTest
    @CsvSource({
        "gb2312, GB18030, 朱镕基",
        "GBK, GB18030, 朱镕基",
        "shift_jis, windows-31j, ①②",
        "euc-kr, x-windows-949, 똠방각하",
        "big5, Big5-HKSCS, 香港㗎",
        "iso-8859-9, windows-1254, “ığdır”",
        "tis-620, x-windows-874, “ไทย”",
        "iso-8859-1, windows-1252, “tide”",
        "iso88591, windows-1252, “tide”",
        "x-cp1251, windows-1251, “Прилив”",
        "iso-8859-8-i, ISO-8859-8, גאות",
        "x-gbk, GB18030, 朱镕基",
        "ksc5601, x-windows-949, 똠방각하",
        "Korean, x-windows-949, 똠방각하",
        "x-x-big5, Big5-HKSCS, 香港㗎",
        "macintosh, x-MacRoman, “Köpfe”",
        "koi8-ru, KOI8-U, приплив",
        "utf-16, UTF-16LE, über"
    })
    void decode_nameThatMeansMoreOnTheWeb_keepsEachCharacter(String name, String meant, String text) {
        byte[] page = text.getBytes(Charset.forName(meant));

        HtmlCharset.Decoded decoded = HtmlCharset.decode(page, Optional.of(name), true);

        assertThat(decoded.text()).isEqualTo(text);
        assertThat(decoded.replaced()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void page_inUtf16WithoutItsMark_isKnownByItsFirstTag(String charset) {
        byte[] page = "<p>Flut fließt über Köpfe".getBytes(Charset.forName(charset));

        assertThat(HtmlCharset.decode(page, Optional.empty(), true).text()).isEqualTo("<p>Flut fließt über Köpfe");
    }

    static Stream<Arguments> undeclared() {
        return Stream.of(
                arguments("Shift_JIS", "潮の満ち引きは月の引力によって起こります。港では一日に二回、水位が上がったり下がったりします。"),
                arguments("EUC-JP", "潮の満ち引きは月の引力によって起こります。港では一日に二回、水位が上がったり下がったりします。"),
                arguments("GB18030", "潮汐是由月球的引力引起的。港口的水位每天上升和下降两次，渔民们很早就知道这一点。"),
                arguments("Big5", "潮汐是由月球的引力引起的。港口的水位每天上升和下降兩次，漁民們很早就知道這一點。"),
                arguments("EUC-KR", "조석은 달의 인력 때문에 생깁니다. 항구에서는 하루에 두 번 물이 들어오고 나갑니다."),
                arguments(
                        "windows-1251",
                        "Прилив вызывает притяжение Луны. В гавани вода поднимается и опускается дважды в день."),
                arguments(
                        "KOI8-R",
                        "Прилив вызывает притяжение Луны. В гавани вода поднимается и опускается дважды в день."),
                arguments(
                        "windows-1250",
                        "Pływy powstają pod wpływem księżyca. W porcie woda podnosi się i opada dwa razy dziennie, mówią rybacy, żeglarze też są tego świadomi."),
                arguments(
                        "windows-1253",
                        "Η παλίρροια προκαλείται από την έλξη της Σελήνης. Στο λιμάνι το νερό ανεβαίνει δύο φορές την ημέρα."),
                arguments(
                        "windows-1254",
                        "Gelgit Ay'ın çekiminden doğar. Limanda su günde iki kez yükselir ve alçalır, balıkçılar bunu bilir."),
                arguments("windows-1255", "הגאות נגרמת מכוח המשיכה של הירח. בנמל המים עולים ויורדים פעמיים ביום."),
                arguments(
                        "windows-1256",
                        "المد والجزر يحدثان بسبب جاذبية القمر. في الميناء يرتفع الماء وينخفض مرتين كل يوم."),
                arguments(
                        "windows-1252",
                        "Die Flut fließt über Köpfe hinweg, so heißt es; im Hafen fällt und steigt das Wasser täglich."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("undeclared")
    void page_thatDeclaresNothing_isReadByItsBytes(String charset, String text) {
        String html = "<html><head><title>x</title><script>" + "var a = 1; ".repeat(10_000)
                + "</script></head><body><p>" + text + "</p><ul><li>" + text + "</li></ul></body></html>";

        HtmlCharset.Decoded decoded =
                HtmlCharset.decode(html.getBytes(Charset.forName(charset)), Optional.empty(), true);

        assertThat(decoded.text()).as(decoded.charset().name()).isEqualTo(html);
        assertThat(decoded.replaced()).isZero();
    }

    @Test
    void page_whoseBytesFitSeveral_isReadAsItsLanguageIsWritten() {
        String html = "<html lang=cs><p>Příliv způsobuje přitažlivost Měsíce. Voda stoupá a klesá dvakrát denně.";

        HtmlCharset.Decoded decoded =
                HtmlCharset.decode(html.getBytes(Charset.forName("windows-1250")), Optional.empty(), true);

        assertThat(decoded.text()).isEqualTo(html);
    }
}
