package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.synthesize.ResponseMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands as a user does, over real files and with the real embedding model. */
class MainTest {

    private static final String TIDES = "# Tides\n\nThe tide turns twice a day. The moon pulls the water of the sea.\n";

    private static final String QUESTION = "How often does the tide turn?";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeDocuments() throws IOException {
        Files.writeString(folder.resolve("tides.md"), TIDES);
        Files.writeString(
                folder.resolve("bread.txt"), "Bread needs flour, water and yeast. Bake it for forty minutes.");
    }

    private int lectern(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void ask_questionTheFolderAnswers_printsAnswerAndSource() {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString());

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("The tide turns twice a day. ", "[1]", "Sources", "tides.md", "characters 9-", "fusion ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void read_file_printsIdMetadataAndText() {
        int exitCode = lectern("read", folder.resolve("tides.md").toString(), "--sections");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .startsWith("# tides.md\n")
                .contains("\nmedia_type: text/markdown\n", "\ntitle: Tides\n", "section 0-", "\n\n" + TIDES);
    }

    @Test
    void read_fileThatCannotBeRead_namesItAndFails() throws IOException {
        Path noise = Files.write(folder.resolve("noise.bin"), new byte[] {0, 1, 2, 3});

        assertThat(lectern("read", noise.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).startsWith("lectern: " + noise + ": media type not supported");
        assertThat(lectern("read", folder.toString())).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void formats_listEndingsAndCountThem() {
        assertThat(lectern("formats")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString())
                .contains("markdown: Reads Markdown", "    .doc .docm .docx", "\npdf: ")
                .containsPattern("\\n\\d+ formats with \\d+ media types and \\d+ endings; text under any other name");
    }

    @Test
    void formats_countedInTheReadme_areAsMany() throws IOException {
        lectern("formats");

        String counted =
                out.toString().strip().lines().reduce((first, last) -> last).orElseThrow();
        String said = counted.replaceFirst(
                "(\\d+) formats with (\\d+) media types and (\\d+) endings;.*",
                "the $1 formats that files are read in, with $2 media types and $3 endings;");
        assertThat(Files.readString(Path.of("../README.md")).replaceAll("\\s+", " "))
                .contains(said);
    }

    @Test
    void ask_questionNothingAnswers_saysSoWithItsOwnExitCode() {
        int exitCode = lectern("ask", "Who painted the Mona Lisa?", "--from", folder.toString());

        assertThat(exitCode).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(out.toString()).contains("The sources say nothing about this.");
    }

    @Test
    void ask_engineCitation_tiesEachStatementToCharactersOfTheFile() throws IOException {
        lectern("ask", QUESTION, "--from", folder.toString(), "--engine", "citation", "--json");

        JsonNode citation = json().get("citations").get(0);
        JsonNode place = citation.get("document_span");
        assertThat(TIDES.substring(place.get(0).asInt(), place.get(1).asInt())).contains("turns twice a day.");
        assertThat(citation.get("grade").asText()).isEqualTo("quoted");
        assertThat(json().get("remarks")).isEmpty();
    }

    @Test
    void ask_engineRouter_saysWhichEngineAnswered() {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--engine", "router");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("The tide turns twice a day.")
                .containsPattern(
                        "Note: Engine \"(search|whole)\" answered: its description is closest to the question");
    }

    @Test
    void ask_engineSubQuestion_answersBothHalves() {
        String both = "How often does the tide turn and what does bread need?";

        int exitCode = lectern("ask", both, "--from", folder.toString(), "--engine", "sub-question");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("The tide turns twice a day.", "Bread needs flour, water and yeast.");
    }

    @Test
    void ask_postprocessors_changeWhatWasFound() throws IOException {
        lectern(
                "ask",
                QUESTION,
                "--from",
                folder.toString(),
                "--postprocessor",
                "deduplicate",
                "--postprocessor",
                "mmr",
                "--set",
                "mmr.keep=1",
                "--json");

        assertThat(json().get("sources")).hasSize(1);
        assertThat(json().at("/sources/0/document_id").asText()).contains("tides.md");
    }

    @Test
    void ask_postprocessorThatNeedsAnotherModel_saysWhich() {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--postprocessor", "model-rerank");

        assertThat(exitCode).isNotEqualTo(ExitCode.DONE);
        assertThat(err.toString())
                .contains("Could not re-rank with extractive: it only answers questions from sources.");
    }

    @Test
    void ask_json_printsOneObjectWithSpansOfTheFile() throws IOException {
        lectern("ask", QUESTION, "--from", folder.toString(), "--json");

        assertThat(json().get("status").asText()).isEqualTo("answered");
        JsonNode quote = json().get("quotes").get(0);
        JsonNode place = quote.get("document_span");
        JsonNode shown = quote.get("answer_span");
        assertThat(TIDES.substring(place.get(0).asInt(), place.get(1).asInt()))
                .isEqualTo(json().get("answer")
                        .asText()
                        .substring(shown.get(0).asInt(), shown.get(1).asInt()));
        assertThat(json().at("/sources/0/metadata/file_name").asText()).isEqualTo("tides.md");
        assertThat(json().at("/ingest/added").asInt()).isEqualTo(2);
    }

    @Test
    void ask_stream_printsTheSameAsWithout() {
        lectern("ask", QUESTION, "--from", folder.toString());
        String whole = out.toString();
        out.getBuffer().setLength(0);

        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--stream");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualTo(whole);
    }

    @Test
    void ask_explain_printsSourcesAndCallsAndNoAnswer() {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--explain", "--mode", "TREE_SUMMARIZE");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("  [1] ", "tides.md", "TREE_SUMMARIZE: 1 model call, ", "  call 1 ANSWER [1]")
                .doesNotContain("twice a day");
    }

    @ParameterizedTest
    @EnumSource(ResponseMode.class)
    void ask_anyMode_printsSources(ResponseMode mode) {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--mode", mode.name(), "--show-context");

        assertThat(exitCode).isEqualTo(mode == ResponseMode.GENERATION ? ExitCode.NO_ANSWER : ExitCode.DONE);
        assertThat(out.toString()).contains("Sources\n  [1] ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void ask_jsonWithStream_isRefused() {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--json", "--stream");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("--json must stand alone, got: --json with --stream");
    }

    @Test
    void ask_oneUnreadableFile_namesItAndAnswersFromTheOthers() throws IOException {
        Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7 nothing more");

        int exitCode = lectern("ask", QUESTION, "--from", folder.toString());

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("lectern: Could not read", "broken.pdf");
    }

    @Test
    void ask_failFast_stopsAtTheUnreadableFile() throws IOException {
        Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7 nothing more");

        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--fail-fast");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void ask_twoFoldersWithFilesOfOneName_readsBoth(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("tides.md"), "# Ferry\n\nThe ferry leaves the harbour at seven.\n");

        lectern("ask", "When does the ferry leave?", "--from", folder.toString(), "--from", other.toString(), "--json");

        assertThat(json().get("answer").asText()).contains("The ferry leaves the harbour at seven.");
        assertThat(json().at("/ingest/added").asInt()).isEqualTo(3);
    }

    @Test
    void ask_showContext_printsTheTextOfAllSources() {
        lectern("ask", QUESTION, "--from", folder.toString(), "--show-context");

        assertThat(out.toString()).contains("      Bread needs flour, water and yeast.");
    }

    @Test
    void ask_missingFolder_failsWithItsName() {
        int exitCode =
                lectern("ask", "Anything?", "--from", folder.resolve("nowhere").toString());

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).startsWith("lectern: ").contains("nowhere").hasLineCount(1);
    }

    @Test
    void ask_misspeltOption_namesTheNearest() {
        int exitCode = lectern("ask", "Anything?", "--from", folder.toString(), "--set", "file.include=*.md");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("got: include", "Did you mean includes?");
    }

    @Test
    void ask_setOfAPartThatNobodyReads_namesTheNearest() {
        int exitCode = lectern("ask", "Anything?", "--from", folder.toString(), "--set", "compct.overflow=tree");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString())
                .startsWith("lectern: the name of settings must be one of [")
                .endsWith("got: compct. Did you mean compact?\n");
    }

    @Test
    void ask_setOfAModeThatIsNotAsked_isRefused() {
        int exitCode = lectern("ask", "Anything?", "--from", folder.toString(), "--set", "refine.max-output-tokens=9");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("got: refine.");
    }

    @Test
    void read_setOfNoReader_isRefused() {
        assertThat(lectern("read", folder.toString(), "--set", "fil.includes=*.md"))
                .isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).endsWith("got: fil. Did you mean file?\n");
    }

    @Test
    void read_setOfAnotherReader_isLookedAtToo() {
        assertThat(lectern("read", folder.toString(), "--set", "web.allowed-address=127.0.0.1"))
                .isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).endsWith("Did you mean allowed-addresses?\n");
    }

    @Test
    void ask_setOfTheMode_isApplied() {
        lectern(
                "ask",
                QUESTION,
                "--from",
                folder.toString(),
                "--mode",
                "tree_summarize",
                "--set",
                "tree-summarize.max-output-tokens=17",
                "--explain");

        assertThat(out.toString()).contains(" tokens in, 17 out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retriever", "citation", "router", "sub-question", "condense"})
    void ask_explainOfAnyEngine_printsSourcesAndCalls(String engine) {
        int exitCode = lectern("ask", QUESTION, "--from", folder.toString(), "--explain", "--engine", engine);

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("  [1] ", "COMPACT: 1 model call, ").doesNotContain("twice a day");
    }

    @Test
    void ask_explainOfSeveralParts_tellsEach() {
        lectern(
                "ask",
                "How often does the tide turn and what does bread need?",
                "--from",
                folder.toString(),
                "--explain",
                "--engine",
                "sub-question");

        assertThat(out.toString())
                .startsWith(
                        "Note: The question has 2 parts. What follows is for the first: How often does the tide turn\n")
                .contains("Note: Another would take COMPACT: 1 model call, ", "tokens at most: what does bread need?");
    }

    @Test
    void ask_withoutQuestion_answersTheLinesOfStandardInput() {
        int exitCode = Main.run(
                new StringReader(QUESTION + "\n\n  What does bread need?\nWho painted the Mona Lisa?\n"),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "ask",
                "--from",
                folder.toString());

        assertThat(exitCode).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(out.toString())
                .containsSubsequence(
                        "The tide turns twice a day.", "Bread needs flour", "The sources say nothing about this.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void ask_withoutAnyQuestion_isWrongUse() {
        assertThat(lectern("ask", "--from", folder.toString())).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("QUESTION must be given, or lines on standard input, got: neither");
    }

    @Test
    void ask_setOfReader_isApplied() throws IOException {
        lectern("ask", "Anything?", "--from", folder.toString(), "--set", "file.includes=*.md", "--json");

        assertThat(json().at("/ingest/added").asInt()).isEqualTo(1);
    }

    @Test
    void ask_searchMode_decidesHowNodesScore() throws IOException {
        for (String mode : List.of("vector=cosine", "keyword=bm25", "hybrid=fusion")) {
            String[] pair = mode.split("=", -1);
            out.getBuffer().setLength(0);

            lectern("ask", QUESTION, "--from", folder.toString(), "--search", pair[0], "--json");

            assertThat(json().at("/sources/0/score_kind").asText()).isEqualTo(pair[1]);
            assertThat(json().get("answer").asText()).contains("The tide turns twice a day.");
        }
    }

    @Test
    void ask_withoutSource_isWrongUse() {
        assertThat(lectern("ask", "Anything?")).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("--from");
    }

    @Test
    void ask_summaryIndex_readsEveryNode() throws IOException {
        lectern("ask", "What does bread need?", "--from", folder.toString(), "--index", "summary", "--json");

        assertThat(json().get("answer").asText()).contains("Bread needs flour, water and yeast.");
        assertThat(json().get("sources"))
                .hasSize(2)
                .allMatch(source -> source.get("score_kind").asText().equals("none"));
    }

    @Test
    void readers_always_listsThemWithOptions() {
        assertThat(lectern("readers")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("file: ", "    includes (text", "web: ");
    }

    @Test
    void listings_always_nameWhatIsThere() {
        for (Listing listing : Listing.ALL) {
            out.getBuffer().setLength(0);
            assertThat(lectern(listing.verb())).isEqualTo(ExitCode.DONE);
            assertThat(out.toString()).as(listing.verb()).isNotBlank();
        }
    }
}
