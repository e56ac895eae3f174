package dev.lectern.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.server.Transcripts;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginDateTest {

    static List<JsonNode> vectors() {
        return StreamSupport.stream(Transcripts.dateVectors().spliterator(), false)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void read_goldenCase_isThatOfTheOriginal(JsonNode vector) {
        PluginDate.Reading reading = PluginDate.read(vector.path("input").asText());

        JsonNode result = vector.path("result");
        if (result.isNumber()) {
            assertThat(((PluginDate.Date) reading).instant().getEpochSecond()).isEqualTo(result.asLong());
        } else if (result.asText().startsWith("raises")) {
            assertThat(reading).isInstanceOf(PluginDate.Impossible.class);
        } else {
            assertThat(reading).isInstanceOf(PluginDate.NoDate.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2023/03/05, 2023-03-05T00:00:00Z",
        "2023-03, 2023-03-01T00:00:00Z",
        "2023064, 2023-03-05T00:00:00Z",
        "2023-W10-7, 2023-03-12T00:00:00Z",
        "2023W10, 2023-03-06T00:00:00Z",
        "2023-03-05T24:00, 2023-03-06T00:00:00Z",
        "2023-03-05T1000+0230, 2023-03-05T07:30:00Z",
        "'2023-03-05T10:00:00,5-01', 2023-03-05T11:00:00.500Z",
        "0001-01-01, 0001-01-01T00:00:00Z"
    })
    void read_variantOfIso_isTheInstant(String text, String instant) {
        assertThat(PluginDate.read(text)).isEqualTo(new PluginDate.Date(Instant.parse(instant)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-13-01", "2023-03-05T25:00", "0000-01-01", "2023-366", "2023-03-05T10:61"})
    void read_whatThereIsNot_isImpossible(String text) {
        assertThat(PluginDate.read(text)).isInstanceOf(PluginDate.Impossible.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                " 2023-03-05",
                "2023-03-05 ",
                "1672531200",
                "March 5, 2023",
                "2023-03-05T",
                "2023-1",
                "202303"
            })
    void read_anythingElse_isNoDate(String text) {
        assertThat(PluginDate.read(text)).isInstanceOf(PluginDate.NoDate.class);
    }
}
