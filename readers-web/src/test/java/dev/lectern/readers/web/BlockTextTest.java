package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class BlockTextTest {

    @Test
    void inlineText_isFoldedAsABrowserFoldsIt() {
        assertThat(text("<p> a\n <b> b</b>c&nbsp; d&shy;e </p>")).isEqualTo("a bc de");
    }

    @Test
    void blocks_areDividedByAnEmptyLine_breaksByALine() {
        assertThat(text("x<div>one<p>two<br>three<br><br>four</p></div>five"))
                .isEqualTo("x\n\none\n\ntwo\nthree\n\nfour\n\nfive");
    }

    @Test
    void lists_areMarkedAndIndented() {
        assertThat(text("<p>a<ul><li>b<ol start=3><li><p>c</p><li>d</ol><li><li>e</ul>f"))
                .isEqualTo("a\n\n- b\n  3. c\n  4. d\n- e\n\nf");
    }

    @Test
    void dataTable_isARowALine_layoutTableIsNot() {
        assertThat(text("<table><tr><th>port<th>high<tr><td>Bristol<td>14 m</table>"))
                .isEqualTo("port | high\nBristol | 14 m");
        assertThat(text("<table><tr><td><p>one<td><p>two</table>")).isEqualTo("one\n\ntwo");
    }

    @Test
    void preformattedText_staysAsItIs() {
        assertThat(text("<p>a</p><pre>if x:\n    go\n\n  end\n</pre>b")).isEqualTo("a\n\nif x:\n    go\n\n  end\n\nb");
    }

    @Test
    void headings_areSectionsWithTheirPath() {
        BlockText text = write("<p>lead<h2>Sea</h2><p>a<h3>Tides</h3><p>b<h2> </h2><h2>Land</h2><p>c");

        assertThat(text.text()).isEqualTo("lead\n\nSea\n\na\n\nTides\n\nb\n\nLand\n\nc");
        assertThat(text.sections())
                .isEqualTo(List.of(
                        Section.heading("Sea", new Span(6, 14)),
                        Section.heading("Sea > Tides", new Span(14, 24)),
                        Section.heading("Land", new Span(24, 31))));
    }

    @Test
    void deepNesting_isNoDanger() {
        String deep = "<div>".repeat(20_000) + "tide";

        assertThat(text(deep)).isEqualTo("tide");
    }

    private static String text(String html) {
        return write(html).text();
    }

    private static BlockText write(String html) {
        BlockText text = new BlockText();
        text.write(Jsoup.parse(html).body());
        return text;
    }
}
