package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each rule by which the main content is found. */
class ExtractionRulesTest {

    private static final String PROSE =
            "The moon pulls the sea towards it, and the sea follows, but slowly, as it must. ";

    private static Element first(String html) {
        return Jsoup.parse("<table><tr><td>" + html).select("td > *").get(0);
    }

    private static String main(String html, String... titles) {
        Document page = Jsoup.parse(html);
        Invisible.removeFrom(page);
        return MainContent.find(page, Set.of(titles)).stream()
                .map(Element::text)
                .collect(Collectors.joining(" / "));
    }

    private static String cleaned(String html, String... titles) {
        Element body = Jsoup.parse(html).body();
        ContentCleaner.clean(List.of(body), Set.of(titles));
        return body.text();
    }

    private static String visible(String html) {
        Document page = Jsoup.parse(html);
        Invisible.removeFrom(page);
        return page.body().text();
    }

    // ---- ClassHints

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<nav>",
                "<footer>",
                "<aside>",
                "<dialog>",
                "<menu>",
                "<div role=navigation>",
                "<div role=Banner>",
                "<div role=complementary>",
                "<div role=contentinfo>",
                "<div role=search>",
                "<div class=comments>",
                "<div id=sidebar>",
                "<div class='x site-nav'>",
                "<div class=blogComments>",
                "<div class=related_posts>"
            })
    void junk_isNamedByTagRoleClassOrId(String html) {
        assertThat(ClassHints.isJunk(first(html))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div>", "<section>", "<div class=commented>", "<div class=navigator>", "<div role=main>"})
    void junk_isNoPartOfAnotherWord(String html) {
        assertThat(ClassHints.isJunk(first(html))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<article>", "<main>", "<div itemprop=articleBody>", "<div class=entry-content>", "<div id=post>"
            })
    void content_isNamedByTagPropertyClassOrId(String html) {
        assertThat(ClassHints.isContent(first(html))).isTrue();
        assertThat(ClassHints.isContent(first("<div class=contents>"))).isFalse();
    }

    // ---- MainContent

    @Test
    void main_isWhatMostProseVotesFor() {
        assertThat(main("<div><p>" + PROSE + "</div><div id=b><p>" + PROSE.repeat(3) + "<p>" + PROSE.repeat(3)
                        + "</div>"))
                .isEqualTo((PROSE.repeat(3) + PROSE.repeat(3)).strip());
    }

    @Test
    void main_commasCountForAParagraph() {
        String list = "salt, rope, oil, tar, wax, flags, charts, lamps, bells, and all of it. ".repeat(2);

        assertThat(main("<div><p>" + "x ".repeat(75) + "</div><div><p>" + list + "</div>"))
                .isEqualTo(list.strip());
    }

    @Test
    void main_linksAreDiscounted() {
        String links = "<p>" + ("<a href=/x>" + PROSE + "</a>").repeat(4);

        assertThat(main("<div>" + links + "</div><div><p>" + PROSE + "</div>")).isEqualTo(PROSE.strip());
    }

    @Test
    void main_namedContent_beatsALittleMoreProse() {
        assertThat(main("<div><div><p>" + PROSE.repeat(2) + "</div></div><div><div class=article><p>" + PROSE
                        + "</div></div>"))
                .isEqualTo(PROSE.strip());
    }

    @Test
    void main_junkWithMostOfTheProse_isNoJunk() {
        assertThat(main("<div><p>A question of some length, on tides</p></div><div class=comments><p>" + PROSE.repeat(3)
                        + "</div>"))
                .contains("The moon pulls");
    }

    @Test
    void main_junkInsideCode_stays() {
        assertThat(main("<div><p>" + PROSE + "<pre>a <span class=comment>// why</span></pre></div>"))
                .contains("// why");
    }

    @Test
    void main_otherArticlesBesideTheOneWithTheHeading_go() {
        String teaser = "<article><h2>Boats</h2><p>" + PROSE.replace("moon", "boat") + "</article>";

        assertThat(main("<div><article><h1>Tides</h1><p>" + PROSE + "</article>" + teaser + teaser + "</div>"))
                .contains("moon")
                .doesNotContain("boat");
    }

    @Test
    void main_siblings_areTakenIfTheyAreProseOrAlike() {
        String rest = PROSE.repeat(2).replace("moon", "wind");

        assertThat(main("<div><div class=part><p>" + PROSE.repeat(4) + "</div><p>" + rest + "</p></div>"))
                .contains("wind");
        assertThat(main("<div><div class=part><p>" + PROSE.repeat(4) + "</div><div class=part><p>" + rest
                        + "</p></div><div><a href=/>Home</a></div></div>"))
                .contains("wind")
                .doesNotContain("Home");
    }

    @Test
    void main_rowsThatAreTheContent_keepTheirTable() {
        Document page = Jsoup.parse("<div><table><tr><td>" + PROSE + "<td>" + PROSE + "<tr><td>" + PROSE + "<td>"
                + PROSE + "</table></div><div><p>x</p></div>");

        assertThat(MainContent.find(page, Set.of()))
                .extracting(Element::normalName)
                .containsExactly("table");
    }

    @Test
    void main_pageWithoutProse_isTheBody() {
        assertThat(main("<p>Short</p><p>Text</p>")).isEqualTo("Short Text");
    }

    // ---- ContentCleaner

    @Test
    void cleaner_takesCaptionsOut() {
        assertThat(cleaned("<p>Tide</p><figure><img><figcaption>A harbour</figcaption></figure>"))
                .isEqualTo("Tide");
    }

    @Test
    void cleaner_takesHeadingsOutThatRepeatTheTitle() {
        assertThat(cleaned("<h1>Why tides \u2013 turn</h1><p>x</p>", "Why tides - turn | Shore"))
                .isEqualTo("x");
        assertThat(cleaned("<h1>Tides</h1><p>x</p>", "Tides of the shore"))
                .as("short")
                .isEqualTo("Tides x");
        assertThat(cleaned("<h3>Why tides turn</h3><p>x</p>", "Why tides turn"))
                .as("h3")
                .contains("Why");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ul", "ol", "div", "section", "article", "header"})
    void cleaner_takesGroupsOutThatAreMostlyLinks(String tag) {
        String links = "<a href=/a>Boats</a> <a href=/b>Birds</a>";

        assertThat(cleaned("<p>Tide</p><" + tag + ">" + links + "</" + tag + ">"))
                .isEqualTo("Tide");
        assertThat(cleaned("<p>Tide</p><" + tag + ">" + links + " and much that is no link</" + tag + ">"))
                .contains("Boats");
    }

    @Test
    void cleaner_keepsTablesAndDescriptionsOfLinks() {
        String table =
                "<div><table><tr><td><a href=/d>Dover</a><td><ul><li><a href=/11>11 hours</a></ul></table></div>";

        assertThat(cleaned("<p>x</p>" + table)).isEqualTo("x Dover 11 hours");
        assertThat(cleaned("<p>x</p><dl><dt><a href=/d>Dover</a><dd><a href=/11>11 h</a></dl>"))
                .isEqualTo("x Dover 11 h");
        assertThat(cleaned("<p>x</p><table><tr><td><a href=/d>Dover</a></table>"))
                .as("one column")
                .isEqualTo("x");
    }

    // ---- Invisible

    @Test
    void invisible_scriptsControlsAndWhatIsHidden_go() {
        assertThat(
                        visible(
                                "a<script>b</script><style>c</style><noscript>d</noscript><template>e</template><select><option>f"
                                        + "</select><textarea>g</textarea><button>h</button><p hidden>i</p><p aria-hidden=true>j</p>"
                                        + "<p style='color:red; DISPLAY : none'>k</p><p style='visibility:hidden'>l</p><svg><text>m</text></svg>"))
                .isEqualTo("a");
    }

    @Test
    void invisible_questionInAButton_staysWithItsFoldedAnswer() {
        assertThat(
                        visible(
                                "<h3><button aria-controls=a1>When is high water?</button></h3><div id=a1 hidden>At noon.</div>"))
                .isEqualTo("When is high water? At noon.");
        assertThat(visible("<details><summary><button>When?</button></summary><p>At noon.</p></details>"))
                .isEqualTo("When? At noon.");
    }

    @Test
    void invisible_buttonBesideAHeadingsText_goes() {
        assertThat(visible("<h3>Tides <button aria-controls=m>Copy link</button></h3><div id=m hidden>menu</div>"))
                .isEqualTo("Tides");
    }
}
