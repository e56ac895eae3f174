package dev.lectern.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables as text: header above each group, a section per group. */
class TableTextTest {

    private final StringBuilder text = new StringBuilder();
    private final List<Section> sections = new ArrayList<>();
    private final TableText table = new TableText(text, sections, Metadata.of(MetadataKeys.SHEET, "Birds"));

    @Test
    void table_moreRowsThanAGroup_repeatsTheHeader() {
        table.row(1, List.of("name", "count"));
        for (int i = 2; i <= 26; i++) {
            table.row(i, List.of("bird " + i, "" + i));
        }
        table.end();

        assertThat(sections).hasSize(2);
        assertThat(sections)
                .extracting(s -> s.metadata().text(MetadataKeys.ROWS).orElseThrow())
                .containsExactly("1-20", "21-26");
        assertThat(sections).allSatisfy(section -> {
            assertThat(text.substring(section.span().start(), section.span().end()))
                    .startsWith("name | count\n");
            assertThat(section.metadata().text(MetadataKeys.SHEET)).contains("Birds");
        });
        assertThat(text.toString()).contains("bird 20 | 20\n\nname | count\nbird 21 | 21\n");
    }

    @Test
    void table_numbersInTheFirstRow_hasNoHeader() {
        for (int i = 1; i <= 21; i++) {
            table.row(i, List.of("" + i, "x"));
        }
        table.end();

        assertThat(text.toString()).endsWith("20 | x\n\n21 | x\n");
    }

    @Test
    void table_blankRowsAndLineEndsInCells_areTidied() {
        table.row(1, List.of("", " "));
        table.row(2, List.of("two\nlines", "", "c", "", ""));
        table.end();

        assertThat(text.toString()).isEqualTo("two lines |  | c\n");
        assertThat(sections)
                .extracting(s -> s.metadata().text(MetadataKeys.ROWS).orElseThrow())
                .containsExactly("2");
    }

    @Test
    void table_empty_writesNothing() {
        table.end();

        assertThat(text).isEmpty();
        assertThat(sections).isEmpty();
    }
}
