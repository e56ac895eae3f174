package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Section;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTextTest {

    private static MarkdownText write(String html) {
        MarkdownText text = new MarkdownText();
        text.write(Jsoup.parse(html, "https://shore.example/a/").body());
        return text;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<h2>The <em>tide</em></h2> ~ ## The *tide*",
                "<p>one  <b>two </b>three</p> ~ one **two** three",
                "<p><a href='b?q=1 (2)'>the <i>tide</i></a></p> ~ [the *tide*](https://shore.example/a/b?q=1%20%282%29)",
                "<p><a href='javascript:x()'>tide</a> <a href='/x'></a></p> ~ tide",
                "<p>a <code>x = `y`</code> b</p> ~ a `` x = `y` `` b",
                "<p>2 * 3 [see_also] _this_ snake_case &lt;b></p> ~ 2 \\* 3 \\[see_also\\] \\_this\\_ snake_case \\<b>",
                "<p># none</p> ~ \\# none",
                "<p>1. none</p> ~ 1\\. none",
                "<p>1.5 metres</p> ~ 1.5 metres",
                "<p><img src=/t.png alt='the tide'><img src=/dot.png></p> ~ ![the tide](https://shore.example/t.png)",
                "<ol start=3><li>c<li>d</ol> ~ 3. c|4. d",
                "<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul> ~ - a|  - b|- c||  d",
                "<blockquote><p>a</p><p>b</p></blockquote> ~ > a|>|> b",
                "<pre><code class='hljs language-java'>int a = 1;||  b();</code></pre> ~ ```java|int a = 1;||  b();|```",
                "<pre>a ``` b</pre> ~ ````|a ``` b|````",
                "<dl><dt>ebb</dt><dd>falling tide</dd></dl> ~ **ebb**||falling tide",
                "a<br>b<hr>c ~ a\\|b||---||c",
                "<table><tr><th>day<th>tide<tr><td>Mon<td>a&#124;b<tr><td>Tue</table> ~ ¦ day ¦ tide ¦|¦ --- ¦ --- ¦|¦ Mon ¦ a\\¦b ¦|¦ Tue ¦ ¦",
                "<table><tr><td><h2>Layout</h2><p>text<td>side</table> ~ ## Layout||text||side",
                "<a href=/card><h3>Card</h3><p>text</p></a> ~ ### Card||text"
            })
    void write_element_isMarkdown(String html, String expected) {
        String lines = expected.replace('|', '\n').replace('¦', '|');

        assertThat(write(html.replace('|', '\n')).text()).isEqualTo(lines);
    }

    @Test
    void sections_followTheHeadings() {
        MarkdownText text = write("<p>before<h1>Tides</h1><p>a<h2>Spring <b>tide</b></h2><p>b<h1>Moon</h1>");

        assertThat(text.sections()).extracting(Section::toString).hasSize(3);
        assertThat(text.sections().get(1).span().of(text.text())).isEqualTo("Spring **tide**\n\nb\n\n# ");
    }

    @Test
    void write_deeplyNested_doesNotOverflow() {
        String html = "<div><ul><li><blockquote>".repeat(5_000) + "tide";

        assertThat(write(html).text()).contains("tide");
    }
}
