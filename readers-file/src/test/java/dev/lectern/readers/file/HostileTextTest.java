package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.ids;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lectern.reader.ReadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts made to take time that grows faster than they do: each is read in a time that a slow machine keeps ten times over. */
class HostileTextTest {

    private static final Duration GENEROUS = Duration.ofMinutes(4);

    private static final String SPACES = " ".repeat(2_000_000);

    @TempDir
    Path root;

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("a.xml", "spaces without a line end", "<a>x" + SPACES + "y</a>"),
                Arguments.of("a.xml", "many entities that nothing uses", entities()),
                Arguments.of("a.xml", "ends of a declaration", "<!DOCTYPE a [" + "] ".repeat(1_000_000) + "]><a>x</a>"),
                Arguments.of("a.xml", "elements within elements", "<a>".repeat(200_000) + "x"),
                Arguments.of(
                        "a.xml", "ends of elements that never began", "<a>".repeat(150_000) + "</b>".repeat(150_000)),
                Arguments.of("a.xml", "namespaces within namespaces", namespaces()),
                Arguments.of("a.org", "spaces within a heading", "* a" + SPACES + "b"),
                Arguments.of("a.org", "tags that never end", "* a " + " :a".repeat(1_000_000)),
                Arguments.of("a.adoc", "spaces after a mark", "= " + SPACES + "\n".repeat(10)),
                Arguments.of("a.rst", "lines of one sign", "=\n" + "===\n".repeat(700_000)),
                Arguments.of("a.rst", "form feeds", "a\f===".repeat(400_000)),
                Arguments.of("a.tex", "braces that never end", "\\section{a{b}\n".repeat(200_000)),
                Arguments.of("a.java", "modifiers on lines of their own", "public\n".repeat(300_000)),
                Arguments.of("a.java", "modifiers on one line", "public ".repeat(300_000)),
                Arguments.of("a.sql", "spaces", "create" + SPACES + "or" + SPACES + "x"),
                Arguments.of("a.py", "classes within classes", deeper()),
                Arguments.of("a.md", "spaces in front matter", "---\ntitle: a" + SPACES + "b\n---\n"),
                Arguments.of("a.md", "front matter that never ends", "---\n" + "---a\n".repeat(200_000)),
                Arguments.of("a.md", "code marks in a heading", "# " + marks()),
                Arguments.of("a.md", "brackets", "[".repeat(1_000_000)),
                Arguments.of("a.md", "quotes within quotes", (">".repeat(2_000) + "\n").repeat(500)),
                Arguments.of("a.md", "comments and then no page", "<!---->".repeat(500) + "text"),
                Arguments.of("a.txt", "comments and then no page", "<!---->\n".repeat(500) + "text"),
                Arguments.of("a.txt", "headings", "A B C D E\n\n".repeat(50_000)),
                Arguments.of(
                        "a.html",
                        "frames within frames",
                        "<main>x</main>" + "<nav><header>".repeat(250) + "<i></i>".repeat(100_000) + "<h1>x"),
                Arguments.of("a.html", "tables within tables", "<table><tr><td>".repeat(60_000) + "x"),
                Arguments.of("a.csv", "a long header", "a," + "b".repeat(1_000_000) + "\n" + "c,d\n".repeat(250_000)),
                Arguments.of("a.csv", "quotes that never end", "\"a,".repeat(300_000)),
                Arguments.of("a.csv", "doubled quotes", "\"\"a,".repeat(200_000)),
                Arguments.of("a.srt", "marks that never end", "0:00:01,0 --> 0:00:02,0\n" + "<a{\\b".repeat(400_000)),
                Arguments.of("a.srt", "digits", "1".repeat(2_000_000) + "\n" + "00:".repeat(600_000)),
                Arguments.of(
                        "a.ipynb",
                        "heading marks",
                        "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"" + "#\\n".repeat(500_000) + "\"}]}"),
                Arguments.of("a.eml", "a folded header", "Subject: a\n" + " b\n".repeat(700_000) + "\ntext"),
                Arguments.of("a.eml", "a date of brackets", "Date: " + "(".repeat(2_000_000) + "\n\ntext"),
                Arguments.of("a.eml", "a date of spaces", "Date: 1" + SPACES + "x\n\ntext"),
                Arguments.of(
                        "a.eml",
                        "a long name",
                        "Content-Type: text/plain; name=\"" + "a".repeat(2_000_000) + "\"\n\ntext"),
                Arguments.of(
                        "a.eml",
                        "a name that never ends",
                        "Content-Type: text/plain" + "; name=\"".repeat(300_000) + "\n\ntext"),
                Arguments.of("a.eml", "words in other charsets", "Subject: " + "=?a?q?".repeat(300_000) + "\n\ntext"),
                Arguments.of(
                        "a.eml",
                        "parts",
                        "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\n\nx\n".repeat(20_000)));
    }

    private static String entities() {
        StringBuilder text = new StringBuilder("<!DOCTYPE a [");
        IntStream.range(0, 60_000)
                .forEach(i -> text.append("<!ENTITY e").append(i).append(" \"x\">"));
        return text + "]><a>" + "&amp;x".repeat(200_000) + "</a>";
    }

    private static String namespaces() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 50_000)
                .forEach(i -> text.append("<a xmlns:n").append(i).append("='x'>"));
        return text + "y";
    }

    /** Each line is a heading one level below the one before. */
    private static String deeper() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 2_500)
                .forEach(i -> text.append(" ".repeat(i))
                        .append("class ")
                        .append("A".repeat(190))
                        .append('\n'));
        return text.toString();
    }

    private static String marks() {
        StringBuilder text = new StringBuilder();
        IntStream.range(1, 2_000).forEach(i -> text.append("`".repeat(i)).append('a'));
        return text.toString();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hostile")
    void text_madeToTakeLong_isReadSoon(String name, String what, String text) throws IOException {
        Path file = write(root, name, text);

        ReadResult result = assertTimeoutPreemptively(GENEROUS, () -> collect(FileReader.create(), file));

        assertThat(result.failures()).as(what).isEmpty();
        assertThat(result.documents()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(result.documents().stream()
                        .mapToLong(found -> found.text().length())
                        .sum())
                .as("no text grows")
                .isLessThanOrEqualTo(5L * text.length());
    }

    @Test
    void gitignore_patternMadeToTakeLong_isComparedSoon() throws IOException {
        write(
                root,
                ".gitignore",
                "*a".repeat(100) + "b\n**/" + "**/*a".repeat(50) + "c\nx " + SPACES.substring(1_900_000) + "y\n");
        write(root, "a".repeat(200), "kept");
        write(root, "d".repeat(100) + "/" + "a".repeat(150) + "bad", "kept too");

        ReadResult result = assertTimeoutPreemptively(
                GENEROUS, () -> collect(FileReader.builder().gitignore(true).build(), root));

        assertThat(ids(result)).hasSize(2);
    }

    @Test
    void gitignore_larger_isNamed() throws IOException {
        write(root, "a.txt", "kept");
        write(root, "b/.gitignore", "x\n".repeat(200_000));
        write(root, "b/c.txt", "not known to be wanted");

        ReadResult result = collect(FileReader.builder().gitignore(true).build(), root);

        assertThat(ids(result)).containsExactly("a.txt");
        assertThat(result.failures())
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure.reason())
                                .isEqualTo(
                                        "the folder cannot be listed: its .gitignore is larger than 262144 bytes. Shorten it, or exclude the folder."));
    }

    @Test
    void orgHeading_statesAndTags_stayOut() throws IOException {
        Path file = write(root, "a.org", "* DONE Pier :work:\n** Boats: two\t:a:b@c:  \n*** :only:\n");

        assertThat(document(file).sections())
                .extracting(section -> section.metadata().text("heading").orElseThrow())
                .containsExactly("Pier", "Pier > Boats: two", "Pier > Boats: two > :only:");
    }
}
