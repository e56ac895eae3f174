package dev.lectern.readers.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of headers and footers of printed sheets. */
class PrintedHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&A",
                "&C&A",
                "&C&\"DejaVu Serif,Book\"&12&A",
                "&C&\"DejaVu Serif,Book\"&12Page &P",
                "&RPage &P of &N",
                "&Lpage: &P/&N&R&D &T",
                "&C- &P -",
                "&CSeite &P von &N",
                "&CP\u00E1gina &P de &N",
                "&C\u7B2C &P \u9875\uFF0C\u5171 &N \u9875",
                "&C\u0421\u0442\u0440. &P \u0438\u0437 &N",
                "&L&Z&F&C&G&R&P+1",
                "&K000000&B&P&B",
                "&K01+049&P"
            })
    void words_codesAndPageNumbersOnly_areNone(String header) {
        assertThat(PrintedHeader.words(header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "&LAcme Ltd&RPage &P ~ Acme Ltd",
                "&C&\"Arial,Bold\"&14Acme Ltd ~ Acme Ltd",
                "&CAcme Ltd - Page &P of &N ~ Acme Ltd",
                "&CAcme &P ~ Acme",
                "&CAcme (UK) &P ~ Acme (UK)",
                "&CPage &P: draft ~ draft",
                "&CSmith && Sons, R&&D ~ Smith & Sons, R&D",
                "&C&14 2026 budget ~ 2026 budget",
                "&C&KFF0000Draft&K000000 2 ~ Draft 2",
                "&CPage setup ~ Page setup",
                "&CPrinted &D ~ Printed",
                "&CSmith & Sons ~ Smith & Sons",
                "&C&Ux&Y2 ~ x2"
            })
    void words_besideCodes_stay(String header, String words) {
        assertThat(PrintedHeader.words(header.strip())).containsExactly(words.strip());
    }

    @Test
    void words_sectionsAndLines_areApart() {
        assertThat(PrintedHeader.words("&LAcme Ltd\nLondon&CConfidential&R&P"))
                .isEqualTo(List.of("Acme Ltd", "London", "Confidential"));
        assertThat(PrintedHeader.words("Acme Ltd\tConfidential")).isEqualTo(List.of("Acme Ltd", "Confidential"));
    }

    @Test
    void words_longHostileHeader_areFound() {
        String header =
                "&C" + "page ".repeat(100_000) + "- ".repeat(100_000) + "&\"".repeat(99_999) + "&P&".repeat(9_999);

        assertThat(PrintedHeader.words(header)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "&CAcme, true",
        "Acme Ltd Page &P, true",
        "&P, true",
        "- &P -, true",
        "S&P, false",
        "R&D, false",
        "S &P 500, false",
        "Q &A, false",
        "Smith && Sons, false",
        "plain, false"
    })
    void isEvident_textOfASheet_isToldByItsCodes(String text, boolean evident) {
        assertThat(PrintedHeader.isEvident(text)).isEqualTo(evident);
    }
}
