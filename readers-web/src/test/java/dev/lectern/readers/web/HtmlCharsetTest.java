package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "iso-8859-1, windows-1252, “tide”"
    })
    void decode_nameThatMeansMoreOnTheWeb_keepsEachCharacter(String name, String meant, String text) {
        byte[] page = text.getBytes(Charset.forName(meant));

        HtmlCharset.Decoded decoded = HtmlCharset.decode(page, Optional.of(name), true);

        assertThat(decoded.text()).isEqualTo(text);
        assertThat(decoded.replaced()).isZero();
    }
}
