package dev.lectern.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.Randomised;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an object is found in what a model wrote. */
class JsonQuestionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"a":1} | {a=1}
                    ```json {"a":1} ``` | {a=1}
                    Here {you} go: {"a":{"b":"}"}} and {"c":2} | {a={b=}}}
                    [1, {"a":1}] | {a=1}
                    {"a":1 {"b":2} | {b=2}
                    {} | {}
                    """)
    void firstObject_withWordsAround_isFound(String answer, String object) {
        assertThat(JsonQuestion.firstObject(answer).map(Map::toString)).contains(object);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            none
            [1, 2]
            "a"
            {
            {"a":
            {a}
            }{
            """)
    void firstObject_none_isEmpty(String answer) {
        assertThat(JsonQuestion.firstObject(answer)).isEmpty();
    }

    @Test
    void firstObject_deepestNesting_isNoError() {
        assertThat(JsonQuestion.firstObject("{\"a\":".repeat(3000) + "1" + "}".repeat(3000)))
                .hasValueSatisfying(object -> assertThat(object).hasSize(1));
    }

    @Test
    void firstObject_anyText_isNoError() {
        String[] parts = {
            "{", "}", "\"", ":", ",", "[", "]", "a", "1", "\\", " ", "null", "\u0000", "\uD83C", "{\"a\":1}"
        };
        Randomised.times(500, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }

            Optional<Map<String, Object>> object = JsonQuestion.firstObject(text.toString());

            assertThat(object.isEmpty() || text.indexOf("{") >= 0).isTrue();
        });
    }
}
