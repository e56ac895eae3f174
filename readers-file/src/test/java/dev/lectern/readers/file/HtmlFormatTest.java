package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from HTML. */
class HtmlFormatTest {

    @TempDir
    Path root;

    private String textOf(String html) throws IOException {
        return document(write(root, "page.html", html)).text();
    }

    @Test
    void blocks_areApartByABlankLine_inlineIsNot() throws IOException {
        assertThat(textOf("<p>One <b>bold</b>\n word</p><div>Two<br>lines<br><br>Three</div>Four"))
                .isEqualTo("One bold word\n\nTwo\nlines\n\nThree\n\nFour");
    }

    @Test
    void lists_haveMarksAndIndents() throws IOException {
        assertThat(textOf("<ul><li>a<ol start=3><li>x<li><p>y</p></ol><li></li><li>b</ul>after"))
                .isEqualTo("- a\n  3. x\n  4. y\n- b\n\nafter");
    }

    @Test
    void tables_ofData_areRows() throws IOException {
        assertThat(textOf("<table><caption>Cap</caption><tr><th>H1<th>H2<tr><td><p>a</p><td><td>c</table>end"))
                .isEqualTo("Cap\nH1 | H2\na |  | c\n\nend");
    }

    @Test
    void tables_forLayout_areBlocks() throws IOException {
        assertThat(textOf("<table><tr><td><h1>Title</h1><p>One<p>Two</td><td><ul><li>x</ul></td></tr></table>"))
                .isEqualTo("Title\n\nOne\n\nTwo\n\n- x");
    }

    @Test
    void pre_keepsItsLines() throws IOException {
        assertThat(textOf("<p>Code:</p><pre>if x:\n    y  = 1\n</pre><p>end"))
                .isEqualTo("Code:\n\nif x:\n    y  = 1\n\nend");
    }

    @Test
    void noise_staysOut_mainContentStaysIn() throws IOException {
        assertThat(textOf("""
                <body><header>Site <a>Home</a></header><nav>Menu</nav><script>x()</script><style>p{}</style>
                <main><header>By Ada</header><p>Text<nav>In this article</nav><footer>Note</footer></main>
                <aside>Aside</aside><footer>Imprint</footer></body>""")).isEqualTo("By Ada\n\nText\n\nIn this article\n\nNote\n\nAside");
    }

    @Test
    void noise_pageWithoutMain_keepsEverythingReadable() throws IOException {
        assertThat(textOf("<header>Top</header><nav>Menu</nav><p>Text</p><footer>End</footer>"))
                .isEqualTo("Top\n\nMenu\n\nText\n\nEnd");
    }

    @Test
    void headings_becomeSectionsWithPaths() throws IOException {
        Document document = document(write(
                root,
                "page.html",
                "<p>Intro<h1>A <i>x</i></h1><p>one<h3>C</h3><p>two<h2>B</h2>three<h1></h1><h1>D</h1>"));

        assertThat(document.text()).isEqualTo("Intro\n\nA x\n\none\n\nC\n\ntwo\n\nB\n\nthree\n\nD");
        assertThat(document.sections().stream()
                        .map(s -> s.metadata().text(MetadataKeys.HEADING).orElseThrow() + ": "
                                + s.span().of(document.text()).strip().replace("\n\n", "/"))
                        .toList())
                .containsExactly("A x: A x/one", "A x > C: C/two", "A x > B: B/three", "D: D");
    }

    @Test
    void head_declarations_becomeMetadata() throws IOException {
        Document document = document(write(root, "page.html", """
                <html lang="de-AT"><head><title> The
                Title </title><meta name="Author" content="Ada"><meta name="description" content="About it">
                <meta property="article:published_time" content="2021-03-04T05:06:07+02:00"></head><body>x</body></html>"""));

        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("The Title");
        assertThat(document.metadata().text(MetadataKeys.AUTHOR)).contains("Ada");
        assertThat(document.metadata().text(MetadataKeys.DESCRIPTION)).contains("About it");
        assertThat(document.metadata().text(MetadataKeys.LANGUAGE)).contains("de-AT");
        assertThat(document.metadata().instant(MetadataKeys.CREATED_AT))
                .contains(Instant.parse("2021-03-04T03:06:07Z"));
    }

    @Test
    void charset_declaredByMeta_isUsedUnlessTheBytesAreUtf8() throws IOException {
        String russian =
                "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>\u0421\u044A\u0435\u0448\u044C";
        Path honest = write(root, "honest.html", russian.getBytes(Charset.forName("KOI8-R")));
        Path wrong = write(root, "wrong.html", russian);

        assertThat(document(honest).text()).isEqualTo("\u0421\u044A\u0435\u0448\u044C");
        assertThat(document(honest).metadata().text(MetadataKeys.CHARSET)).contains("KOI8-R");
        assertThat(document(wrong).text()).isEqualTo("\u0421\u044A\u0435\u0448\u044C");
        assertThat(document(wrong).metadata().text(MetadataKeys.CHARSET)).contains("UTF-8");
    }

    @Test
    void nesting_ofManyThousandElements_isRead() throws IOException {
        String deep = "<div>".repeat(50_000) + "bottom";

        assertThat(textOf(deep)).isEqualTo("bottom");
    }
}
