package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.readers.web.http.WebAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are no articles: nothing of what they are about is lost, and what is around them goes. */
class PageKindsTest {

    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private static byte[] html(String name) {
        try (var in = PageKindsTest.class.getResourceAsStream("pages/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(String name, ContentMode mode) {
        URI address = URI.create("https://shore.example/" + name);
        try (WebPageReader reader = WebPageReader.builder().mode(mode).build()) {
            return reader.documents(WebAnswer.of(address, "text/html; charset=utf-8", html(name)))
                    .get(0);
        }
    }

    private static String read(String name, ContentMode mode) {
        return document(name, mode).text();
    }

    /** What is around the content of these pages has the attribute {@code data-around}, which the reader does not know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "comments.html",
                "documentation.html",
                "forum.html",
                "guide.html",
                "product.html",
                "shop.html",
                "thread.html"
            })
    void mainContent_hasAllThatTheWholeTextHasOfIt(String name) {
        org.jsoup.nodes.Document page = Jsoup.parse(new String(html(name), StandardCharsets.UTF_8));
        page.select("[data-around]").remove();
        List<String> wanted = words(page.body().text());

        Document main = document(name, ContentMode.MAIN);
        Document whole = document(name, ContentMode.WHOLE);

        assertThat(share(wanted, titledWords(whole))).as("recall of whole text").isEqualTo(1);
        assertThat(share(wanted, titledWords(main)))
                .as("recall of main content")
                .isEqualTo(1);
        assertThat(share(words(main.text()), wanted))
                .as("precision")
                .isGreaterThan(0.9)
                .isGreaterThanOrEqualTo(share(words(whole.text()), wanted));
    }

    /** A heading that repeats the title is in the metadata alone. */
    private static List<String> titledWords(Document document) {
        return words(document.metadata().text(MetadataKeys.TITLE).orElse("") + " " + document.text());
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Returns which share of words is among others, each as often as it comes. */
    private static double share(List<String> words, List<String> others) {
        List<String> left = new ArrayList<>(others);
        return (double) words.stream().filter(left::remove).count() / words.size();
    }

    private static void assertHasAll(String text, List<String> wanted) {
        assertThat(text).contains(wanted.toArray(String[]::new));
    }

    private static void assertHasNone(String text, List<String> unwanted) {
        assertThat(text).doesNotContain(unwanted.toArray(String[]::new));
    }

    @Test
    void code_withItsWordsMarkedUp_isKeptWhole() {
        String html =
                "<h1>Tides</h1><p>The tide client asks a station for its heights, of today and of the days to come.</p>"
                        + "<pre><code>int a; <span class=\"hljs-comment\">// why</span>\n"
                        + "&lt;b&gt;<span class=\"token tag\">tide</span></code></pre>";

        String text = WebPageReader.builder()
                .build()
                .documents(WebAnswer.of(
                        URI.create("https://shore.example/code"),
                        "text/html; charset=utf-8",
                        html.getBytes(StandardCharsets.UTF_8)))
                .get(0)
                .text();

        assertHasAll(text, List.of("int a; // why", "<b>tide"));
    }

    @Test
    void documentation_keepsCodeTablesAndLists() {
        String text = read("documentation.html", ContentMode.MAIN);

        assertHasAll(
                text,
                List.of(
                        "The tide client asks a station for its heights.",
                        "Tides tides = Tides.at(\"selkay\");\nfor (Height h : tides.today()) {\n    System.out.println(h);\n}",
                        "station | text | name of the station",
                        "days | number | how many days, 1 to 14",
                        "- Add the dependency.",
                        "TideException",
                        "if the station is unknown",
                        "Deprecated since 2.0",
                        "tides --station selkay --days 2"));
        assertHasNone(text, List.of("Getting started guide", "Edit this page", "All rights reserved"));
    }

    @Test
    void documentation_asMarkdown_keepsItsForm() {
        assertHasAll(
                read("documentation.html", ContentMode.MARKDOWN),
                List.of(
                        "## Reading heights",
                        "```java\nTides tides = Tides.at(\"selkay\");\nfor (Height h : tides.today()) {\n    System.out.println(h);\n}\n```",
                        "| option | type | meaning |\n| --- | --- | --- |\n| `station` | text | name of the station |",
                        "[TideException](https://shore.example/api/TideException.html)"));
    }

    @Test
    void forumThread_keepsEachPost() {
        String text = read("forum.html", ContentMode.MAIN);

        assertHasAll(
                text,
                List.of(
                        "My barometer shows the same value since Tuesday",
                        "Tap the glass gently.",
                        "That did it, thank you!",
                        "Mine was stuck because of salt in the hinge",
                        "barometer --reset --now",
                        "Please do not oil it."));
        assertHasNone(text, List.of("Register a new account", "Similar topics"));
    }

    @Test
    void thread_whosePostsAreCalledComments_keepsThem() {
        String text = read("comments.html", ContentMode.MAIN);

        assertHasAll(
                text,
                List.of(
                        "Which knot holds best on a wet cleat?",
                        "A cleat hitch, finished with a single locking turn",
                        "The locking turn jams",
                        "Nobody locks a mainsheet",
                        "Three round turns and no lock"));
    }

    @Test
    void product_keepsDescriptionPropertiesAndPrice() {
        String text = read("product.html", ContentMode.MAIN);

        assertHasAll(
                text,
                List.of(
                        "Storm lantern, brass",
                        "£48.00",
                        "Burns for twenty hours on one filling",
                        "Height | 31 cm",
                        "Fuel | paraffin",
                        "- wind-proof up to force 8",
                        "Delivered within three days"));
        assertHasNone(text, List.of("Your basket is empty"));
    }
}
