package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.failure;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of files of the formats beside plain text, Markdown, HTML and PDF. */
class LightFormatsTest {

    @TempDir
    Path root;

    private Map<String, byte[]> samples = Map.of();

    @BeforeEach
    void make() throws IOException {
        samples = FormatSamples.all();
    }

    private Path sample(String name) throws IOException {
        return write(root, name, samples.get(name));
    }

    @Test
    void csv_quotesAndSeparators_areUnderstood() throws IOException {
        assertThat(document(sample("a.csv")).text()).isEqualTo("name | count\nGull, grey | 3\nTern | 4\n");
    }

    @ParameterizedTest(name = "columns apart by {0}")
    @CsvSource({"';'", "','", "'|'", "'\t'"})
    void csv_anySeparator_isFound(String separator) throws IOException {
        String table = "name,count,note\nGull,3,\"a\n,;|\tb\"\nTern,4,\n".replace(",", separator);
        Path file = write(root, "a.csv", table);

        assertThat(document(file).text())
                .startsWith("name | count | note\nGull | 3 | a")
                .endsWith("\nTern | 4\n");
    }

    @Test
    void csv_quoteThatNeverEnds_isText() throws IOException {
        Path file = write(root, "a.csv", "size,kind\n5\" nail,a\n\"open,b\nlast,c\n");

        assertThat(document(file).text()).isEqualTo("size | kind\n5\" nail | a\n\"open | b\nlast | c\n");
    }

    @Test
    void headedTexts_stayAsTheyAreWithHeadingsAsSections() throws IOException {
        assertThat(headings("a.adoc")).containsExactly("Pier", "Pier > Boats");
        assertThat(headings("a.org")).containsExactly("Pier", "Pier > Boats");
        assertThat(headings("a.rst")).containsExactly("Pier", "Pier > Boats");
        assertThat(headings("a.tex")).containsExactly("Pier");
        assertThat(headings("a.py")).containsExactly("Boat", "Boat > sail");
        assertThat(document(sample("a.tex")).text()).asString().isEqualTo("\\section{Pier}\nTwo boats.\n");
        assertThat(document(sample("a.py")).metadata().text(MetadataKeys.CODE_LANGUAGE))
                .contains("python");
    }

    private List<String> headings(String name) throws IOException {
        return document(sample(name)).sections().stream()
                .map(section -> section.metadata().text(MetadataKeys.HEADING).orElseThrow())
                .toList();
    }

    @Test
    void rst_listAndTable_haveNoHeadings() throws IOException {
        Path file =
                write(root, "a.rst", "text\n\n=====  =====\na      b\n=====  =====\n1      2\n=====  =====\n\nmore\n");

        assertThat(document(file).sections()).isEmpty();
    }

    @Test
    void java_declarations_areSections() throws IOException {
        Path file = write(
                root,
                "A.java",
                "package a;\n\npublic final class Boat {\n    int sails;\n}\n\nrecord Pier(int m) {}\n");

        assertThat(document(file).sections())
                .extracting(s -> s.metadata().text(MetadataKeys.HEADING).orElseThrow())
                .containsExactly("Boat", "Pier");
        assertThat(document(file).metadata().text(MetadataKeys.MEDIA_TYPE)).contains("text/x-java-source");
    }

    @Test
    void notebook_cells_areMarkdownAndFencedCodeWithWhatItPrinted() throws IOException {
        Document notebook = document(sample("a.ipynb"));

        assertThat(notebook.text()).isEqualTo("# Pier\nTwo boats.\n\n```python\nprint(1)\n```\n\n1");
        assertThat(notebook.metadata().text(MetadataKeys.TITLE)).contains("Pier");
        assertThat(notebook.sections())
                .extracting(s -> s.metadata().number("cell").orElse(0))
                .contains(1L, 2L);
    }

    @Test
    void notebook_withoutCells_isAFailure() throws IOException {
        assertThat(failure(write(root, "b.ipynb", "{}")).reason()).startsWith("damaged: it has no list of cells");
    }

    @Test
    void subtitles_areSpokenTextWithASectionPerMinute() throws IOException {
        Document spoken = document(sample("a.srt"));

        assertThat(spoken.text()).isEqualTo("Two boats.\nOne pier.\n");
        assertThat(spoken.sections())
                .extracting(s -> s.metadata().text("time").orElseThrow())
                .containsExactly("00:00:01", "00:01:05");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "00:01 --> 00:02\\nOne. ~ One.",
                "1\\n00:00:01,0 --> 00:00:02,0\\nOne.\\n\\nStill one.\\n\\n2\\n00:00:03,0 --> 00:00:04,0\\nTwo. ~ One. Still one. Two.",
                "WEBVTT a title\\n\\nNOTE\\nnot said\\n\\nintro\\n00:01.000 --> 00:02.000\\n<v Ann>One.\\n<v.loud Bob>Two.</v> ~ Ann: One. Bob: Two.",
                "00:01 --> 00:02\\n2 < 3 and 5 > 4, <00:01.500><i>said</i> {\\\\an8}twice ~ 2 < 3 and 5 > 4, said twice",
                "00:01 --> 00:02\\nOne.\\n\\nThe end. ~ One. The end.",
                "{1}{20}One.|Two. ~ {1}{20}One.|Two."
            })
    void subtitles_ofAnyHabit_loseNothingThatIsSaid(String file, String said) throws IOException {
        Document document =
                document(write(root, "b.srt", file.strip().replace("\\n", "\n").replace("\\\\", "\\")));

        assertThat(document.text().strip().replaceAll("\\s+", " ")).isEqualTo(said);
    }

    @Test
    void json_withoutPointer_isTextAsItStands() throws IOException {
        assertThat(document(sample("a.json")).text()).isEqualTo("{\"id\": 7, \"body\": \"The tide turns.\"}");
    }

    @Test
    void json_linesWithPointer_areADocumentPerRecord() throws IOException {
        Path file = write(
                root,
                "a.jsonl",
                "{\"id\": \"x\", \"doc\": {\"body\": \"one\"}, \"year\": 1857, \"old\": true}\n\nno json\n{\"id\": \"y\"}\n");
        FileReader reader = FileReader.builder()
                .format(JsonFormat.ofRecords("/doc/body", "/id"))
                .build();

        ReadResult result = collect(reader, file);

        assertThat(result.documents()).extracting(Document::id).containsExactly("a.jsonl!/x");
        assertThat(result.documents().get(0).text()).isEqualTo("one");
        assertThat(result.documents().get(0).metadata().number("year")).hasValue(1857);
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(file + "!/3", file + "!/y");
        assertThat(result.failures().get(1).reason())
                .isEqualTo("the record has no text at /doc/body. Check the pointer.");
    }

    @Test
    void json_arrayWithPointer_isADocumentPerElement() throws IOException {
        Path file = write(root, "a.json", "[{\"body\": \"one\"}, {\"body\": \"two\"}]");

        ReadResult result = collect(
                FileReader.builder().format(JsonFormat.ofRecords("/body", "")).build(), file);

        assertThat(result.documents()).extracting(Document::id).containsExactly("a.json!/1", "a.json!/2");
    }

    @Test
    void json_valuesOneAfterTheOther_areADocumentEach() throws IOException {
        Path file = write(root, "a.json", "{\"id\": null, \"body\": \"one\"}\n{\"id\": 7, \"body\": \"two\"}");

        ReadResult result = collect(
                FileReader.builder()
                        .format(JsonFormat.ofRecords("/body", "/id"))
                        .build(),
                file);

        assertThat(result.failures()).isEmpty();
        assertThat(result.documents()).extracting(Document::id).containsExactly("a.json!/1", "a.json!/7");
    }

    @Test
    void json_somethingAfterTheValue_isDamaged() throws IOException {
        Path file = write(root, "a.json", "{\"body\": \"one\"} and so on");

        ReadResult result = collect(
                FileReader.builder().format(JsonFormat.ofRecords("/body", "")).build(), file);

        assertThat(result.documents()).isEmpty();
        assertThat(result.failures().get(0).reason()).contains("it is no JSON");
    }

    @Test
    void json_pointerNotWellFormed_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonFormat.ofRecords("body", ""))
                .withMessageContaining("body");
    }

    @Test
    void xml_elements_areLines() throws IOException {
        Document xml = document(sample("a.xml"));

        assertThat(xml.text()).isEqualTo("Pier\nTwo boats.");
        assertThat(xml.metadata().text(MetadataKeys.TITLE)).contains("Pier");
    }

    @Test
    void xml_harmlessDeclaration_isPassedOver() throws IOException {
        Path file = write(root, "b.xml", "<!DOCTYPE log [\n<!ELEMENT log (p)>\n]>\n<log><p>Two &amp; two</p></log>");

        assertThat(document(file).text()).isEqualTo("Two & two");
    }

    @Test
    void xml_declarationInCommentsAndCharacterData_isText() throws IOException {
        Path file = write(
                root,
                "b.xml",
                "<?xml version=\"1.0\"?><!-- <!DOCTYPE a [<!ENTITY x \"y\">]> -->"
                        + "<a>one <![CDATA[<!DOCTYPE b [<!ENTITY x \"y\"> &x; ]>]]> two</a>");

        assertThat(document(file).text())
                .contains("one")
                .contains("<!DOCTYPE b [<!ENTITY x \"y\"> &x; ]>")
                .contains("two");
    }

    @Test
    void xml_signsWithinADeclaration_doNotEndIt() throws IOException {
        Path file = write(
                root,
                "b.xml",
                "<!DOCTYPE a [<!-- it's ]> --><!ENTITY x \"]>\">\n] ><a>one<!-- &x; --><![CDATA[ &x;]]></a>");

        assertThat(document(file).text()).isEqualTo("one\n&x;");
    }

    @Test
    void xml_externalEntity_isRefusedAndNothingIsFetched() throws IOException {
        Path secret = write(root, "secret.txt", "the key");
        Path file = write(
                root, "b.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>text &x; more</a>");

        assertThat(failure(file).reason()).startsWith("it uses the entity x that it declares itself;");
    }

    @Test
    void xml_billionLaughs_areRefused() throws IOException {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        Path file = write(root, "b.xml", laughs + "]><a>&l9;</a>");

        assertThat(failure(file).reason()).startsWith("it uses the entity l9");
    }

    /** A spreadsheet would run these; here they are text like any other. */
    @Test
    void csv_formulas_areTheTextThatTheyAre() throws IOException {
        String rows =
                "name,note\nHeron,=cmd|' /C calc'!A0\nTern,\"=WEBSERVICE(\"\"http://example.org/\"\")\"\nGull,@SUM(1+1)\n";

        assertThat(document(write(root, "a.csv", rows)).text())
                .contains("Heron | =cmd|' /C calc'!A0\n")
                .contains("Tern | =WEBSERVICE(\"http://example.org/\")\n")
                .contains("Gull | @SUM(1+1)");
    }

    @Test
    void mail_savedWebPage_isItsText() throws IOException {
        String page = """
                From: <Saved by a browser>
                Snapshot-Content-Location: http://example.org/
                Subject: Tides
                MIME-Version: 1.0
                Content-Type: multipart/related; type="text/html"; boundary="b"

                --b
                Content-Type: text/html
                Content-Location: http://example.org/

                <html><body><p>The tide turns at six.</p></body></html>
                --b--
                """;

        Document document = document(write(root, "page.mhtml", page));

        assertThat(document.text()).isEqualTo("The tide turns at six.");
        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("Tides");
    }

    @Test
    void mail_bodyHeadersAndAttachment_areDocuments() throws IOException {
        ReadResult result = collect(FileReader.create(), sample("a.eml"));

        assertThat(result.failures()).isEmpty();
        assertThat(result.documents()).extracting(Document::id).containsExactly("a.eml", "a.eml!/tides.csv");
        Document mail = result.documents().get(0);
        assertThat(mail.text()).isEqualTo("The ferry leaves at six. Caf\u00E9 closed.");
        assertThat(mail.metadata().text(MetadataKeys.TITLE)).contains("Gr\u00FC\u00DFe from the pier");
        assertThat(mail.metadata().text(MetadataKeys.AUTHOR)).contains("J\u00FCrgen <juergen@example.org>");
        assertThat(mail.metadata().text(MetadataKeys.RECIPIENTS))
                .contains("Ann <ann@example.org>, Bob <bob@example.org>");
        assertThat(mail.metadata().instant(MetadataKeys.CREATED_AT)).contains(Instant.parse("2025-03-04T09:15:00Z"));
        Document attached = result.documents().get(1);
        assertThat(attached.text()).isEqualTo("day | high\nMon | 07:10\n");
        assertThat(attached.metadata().text(MetadataKeys.PART)).contains("tides.csv");
        assertThat(attached.metadata().text(MetadataKeys.MEDIA_TYPE)).contains("text/csv");
    }

    @Test
    void mail_onlyHtml_isItsText() throws IOException {
        Path file = write(root, "b.eml", "Subject: hello\nContent-Type: text/html\n\n<p>Two <b>boats</b>.</p>");

        assertThat(document(file).text()).isEqualTo("Two boats.");
    }

    @Test
    void mail_whatAlternativesHold_isNotLost() throws IOException {
        Path file = write(root, "b.eml", """
                Subject: hello
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                Two boats.
                --a
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/html

                <p>Two boats.</p>
                --b
                Content-Type: image/png; name=boat.png
                Content-ID: <1>

                x
                --b
                Content-Type: text/csv; name=tides.csv
                Content-Disposition: attachment; filename=tides.csv

                day,high
                Mon,7
                --b--
                --a
                Content-Type: text/calendar; name=invite.ics

                BEGIN:VCALENDAR
                --a
                Content-Type: text/x-amp-html

                <p>Two boats.</p>
                --a--
                """);

        ReadResult result = collect(FileReader.create(), file);

        assertThat(result.failures()).isEmpty();
        assertThat(result.documents())
                .extracting(Document::id)
                .containsExactly("b.eml", "b.eml!/tides.csv", "b.eml!/invite.ics");
        assertThat(result.documents().get(0).text()).isEqualTo("Two boats.");
    }

    @Test
    void mail_subjectWithControlCharacters_isShownWithoutThem() throws IOException {
        Path file = write(root, "b.eml", "Subject: =?utf-8?Q?a=1B[31mb=07?=\n\nText");

        assertThat(document(file).metadata().text(MetadataKeys.TITLE)).contains("a [31mb");
    }

    @Test
    void mbox_messageTooLarge_isNamedAndTheOthersAreRead() throws IOException {
        Path file = root.resolve("a.mbox");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("From a\nSubject: one\n\nFirst.\n\nFrom b\nSubject: two\n\n");
            String line = "x".repeat(1 << 20);
            for (int i = 0; i < 65; i++) {
                out.write(line);
            }
            out.write("From within a line\n\nFrom c\nSubject: three\n\nThird.\n");
        }

        ReadResult result = collect(FileReader.create(), file);

        assertThat(result.documents()).extracting(Document::id).containsExactly("a.mbox!/1.eml", "a.mbox!/3.eml");
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo(file + "!/2.eml");
            assertThat(failure.reason()).startsWith("too large: a message of 68157");
        });
    }

    @Test
    void mbox_messages_areDocumentsByNumber() throws IOException {
        ReadResult result = collect(FileReader.create(), sample("a.mbox"));

        assertThat(result.documents()).extracting(Document::id).containsExactly("a.mbox!/1.eml", "a.mbox!/2.eml");
        assertThat(result.documents()).extracting(Document::text).containsExactly("First.", "Second.");
    }

    @Test
    void ownFormat_byEnding_isTakenBeforePlainText() throws IOException {
        Path file = write(root, "a.heron", "grey");

        Document document = FileReader.builder()
                .format(new Heron())
                .build()
                .load(file.toString())
                .get(0);

        assertThat(document.text()).isEqualTo("heron: grey");
        assertThat(document.metadata().text(MetadataKeys.MEDIA_TYPE)).contains("text/x-heron");
    }

    @Test
    void ownFormat_recognisedByContent_isTakenWhateverTheName() throws IOException {
        Path file = write(root, "a.txt", "HERON1 grey");

        Document document = FileReader.builder()
                .format(new Heron())
                .build()
                .load(file.toString())
                .get(0);

        assertThat(document.text()).isEqualTo("heron: HERON1 grey");
    }

    @Test
    void ownMetadata_byPath_isOnAllDocumentsOfAFile() throws IOException {
        sample("a.zip");
        FileReader reader = FileReader.builder()
                .metadata(path -> Metadata.of("shelf", path.getFileName().toString()))
                .build();

        assertThat(reader.load(root.toString()))
                .hasSize(2)
                .allSatisfy(d -> assertThat(d.metadata().text("shelf")).contains("a.zip"));
    }

    /** A format that a user could write. */
    private static final class Heron implements FileFormat {

        @Override
        public List<FileType> types() {
            return List.of(FileType.of("text/x-heron", "heron"));
        }

        @Override
        public boolean recognises(byte[] head) {
            return new String(head, StandardCharsets.ISO_8859_1).startsWith("HERON1");
        }

        @Override
        public void read(FileInput input, FileSink sink) throws IOException {
            String text = new String(input.bytes(), StandardCharsets.UTF_8);
            sink.document(FileContent.of("heron: " + text, Metadata.empty()));
        }
    }
}
