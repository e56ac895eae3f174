package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.store.Filter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTranslatorTest {

    private static final Instant MARCH = Instant.parse("2023-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2023-04-01T00:00:00Z");

    @Test
    void translate_everythingTheApiCanSay_isSaid() {
        PluginFilter filter = FilterTranslator.translate(Filter.and(
                Filter.eq("document_id", "d"),
                Filter.and(Filter.eq("source", "email"), Filter.in("source_id", List.of("s"))),
                Filter.or(Filter.eq("author", "O'Hara; DROP \"%_")),
                Filter.gte("created_at", MARCH),
                Filter.lte("created_at", APRIL),
                Filter.eq("source", "email")));

        assertThat(filter).isEqualTo(new PluginFilter("d", "email", "s", "O'Hara; DROP \"%_", MARCH, APRIL));
    }

    @Test
    void translate_severalLimits_keepsTheNarrower() {
        PluginFilter filter = FilterTranslator.translate(Filter.and(
                Filter.gte("created_at", APRIL),
                Filter.gte("created_at", MARCH),
                Filter.lte("created_at", MARCH),
                Filter.lte("created_at", APRIL)));

        assertThat(filter).isEqualTo(PluginFilter.none().withStartDate(APRIL).withEndDate(MARCH));
    }

    @ParameterizedTest
    @MethodSource
    void translate_whatTheApiCannotSay_isRefusedByName(Filter filter, String name) {
        assertThatThrownBy(() -> FilterTranslator.translate(Filter.and(Filter.eq("author", "Ann"), filter)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith(
                        "Could not filter by " + name + ": the retrieval-plugin store lacks it. The API can");
    }

    static Stream<Arguments> translate_whatTheApiCannotSay_isRefusedByName() {
        return Stream.of(
                Arguments.of(Filter.eq("url", "https://example.org"), "url EQ \"https://example.org\""),
                Arguments.of(Filter.eq("title", "Tides"), "title EQ \"Tides\""),
                Arguments.of(Filter.eq("author", "Bo"), "author EQ \"Bo\""),
                Arguments.of(Filter.eq("source_id", 7), "source_id EQ \"7\""),
                Arguments.of(Filter.eq("source_id", " "), "source_id EQ \" \""),
                Arguments.of(Filter.eq("source", "web"), "source EQ \"web\""),
                Arguments.of(Filter.eq("created_at", MARCH), "created_at EQ \"2023-03-01T00:00:00Z\""),
                Arguments.of(Filter.gt("created_at", MARCH), "created_at GT \"2023-03-01T00:00:00Z\""),
                Arguments.of(Filter.gte("created_at", "2023"), "created_at GTE \"2023\""),
                Arguments.of(Filter.gte("page", 3), "page GTE \"3\""),
                Arguments.of(Filter.contains("author", "A"), "author CONTAINS \"A\""),
                Arguments.of(Filter.in("document_id", List.of("a", "b")), "document_id IN [a, b]"),
                Arguments.of(Filter.in("document_id", List.of()), "document_id IN []"),
                Arguments.of(Filter.exists("author"), "EXISTS author"),
                Arguments.of(Filter.ne("author", "A"), "NOT"),
                Arguments.of(Filter.or(Filter.eq("author", "A"), Filter.eq("author", "B")), "OR of 2 conditions"));
    }

    @Test
    void filter_blankOrUnknownValues_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginFilter.none().withAuthor(""))
                .withMessage("author must not be blank, got: \"\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginFilter.none().withSource("File"))
                .withMessage("source must be email, file or chat, got: \"File\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PluginFilter.none().withEndDate(Instant.parse("+10000-01-01T00:00:00Z")))
                .withMessage("endDate must be in the years 1 to 9999, got: +10000-01-01T00:00:00Z");
    }
}
