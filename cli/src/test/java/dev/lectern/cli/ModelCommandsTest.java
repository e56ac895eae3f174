package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.testkit.openai.ChatRequest;
import dev.lectern.testkit.openai.OpenAiServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands against a service on loopback that speaks OpenAI's protocol. */
class ModelCommandsTest {

    private static final String QUESTION = "How often does the tide turn?";

    @TempDir
    private Path folder;

    private final List<ChatRequest> asked = new CopyOnWriteArrayList<>();
    private final OpenAiServer server = OpenAiServer.start(request -> {
        asked.add(request);
        return List.of("Twice", " a day ", "[1].");
    });
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeDocument() throws IOException {
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/tides.md"), "# Tides\n\nThe tide turns twice a day.\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int lectern(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String docs() {
        return folder.resolve("docs").toString();
    }

    @Test
    void ask_baseUrl_isAnsweredByTheService() {
        int exitCode = lectern("ask", QUESTION, "--from", docs(), "--base-url", server.baseUrl());

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Twice a day [1].", "tides.md");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).lastOfUser()).contains("The tide turns twice a day.", QUESTION);
        assertThat(server.requests()).allMatch(request -> request.path().equals("/v1/chat/completions"));
    }

    @Test
    void ask_modelOfTheService_isNamedToIt() {
        lectern("ask", QUESTION, "--from", docs(), "--base-url", server.baseUrl(), "--model", "qwen2.5:3b");
        lectern("ask", QUESTION, "--from", docs(), "--base-url", server.baseUrl(), "--model", "openai");

        assertThat(asked).extracting(ChatRequest::model).containsExactly("qwen2.5:3b", "gpt-4o-mini");
    }

    @Test
    void ask_extractive_sendsNothing() {
        lectern("ask", QUESTION, "--from", docs(), "--base-url", server.baseUrl(), "--model", "extractive");

        assertThat(out.toString()).contains("The tide turns twice a day. [1]");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void ask_condense_understandsEachLineAfterThoseBefore() {
        int exitCode = Main.run(
                new StringReader(QUESTION + "\nAnd at night?\n"),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "ask",
                "--from",
                docs(),
                "--base-url",
                server.baseUrl(),
                "--engine",
                "condense");

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(asked).hasSize(3); // an answer, a question in other words, and the answer to that
        assertThat(asked.get(1).lastOfUser())
                .contains("Question: " + QUESTION + "\nAnswer: Twice a day [1].", "Last question: And at night?");
        assertThat(asked.get(2).lastOfUser()).contains("Question: Twice a day [1].");
        assertThat(out.toString()).contains("Note: Asked as: Twice a day [1].");
    }

    @Test
    void ask_lineThatFails_isSaidAndTheOthersAreAnswered() {
        server.thenError(400, "invalid_value", "not that");

        int exitCode = Main.run(
                new StringReader(QUESTION + "\n" + QUESTION + "\n"),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "ask",
                "--from",
                docs(),
                "--base-url",
                server.baseUrl());

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("lectern: ", "not that").hasLineCount(1);
        assertThat(out.toString()).contains("Twice a day [1].");
    }

    @Test
    void ask_explainWhereAModelWouldChoose_asksNone() {
        for (String engine : List.of("router", "sub-question")) {
            lectern("ask", QUESTION, "--from", docs(), "--base-url", server.baseUrl(), "--explain", "--engine", engine);
        }

        assertThat(err.toString()).isEmpty();
        assertThat(server.requests()).isEmpty();
        assertThat(out.toString())
                .contains(
                        "Note: Choosing among 2 engines may take 1 model call more. What follows is what \"search\" would take.",
                        "Note: \"whole\" would take COMPACT: 1 model call, ",
                        "Note: Splitting the question may take 1 model call more");
    }

    @Test
    void ask_keyFile_isSentAndNotShown() throws IOException {
        server.wantKey("s3cr3t");
        Path right = Files.writeString(folder.resolve("right"), "s3cr3t\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "s3cr3t-not\n");

        assertThat(lectern(
                        "ask",
                        QUESTION,
                        "--from",
                        docs(),
                        "--base-url",
                        server.baseUrl(),
                        "--api-key-file",
                        right.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(lectern(
                        "ask",
                        QUESTION,
                        "--from",
                        docs(),
                        "--base-url",
                        server.baseUrl(),
                        "--api-key-file",
                        wrong.toString()))
                .isEqualTo(ExitCode.FAILED);

        assertThat(err.toString())
                .contains("the service answered with status 401: Incorrect API key provided. Check the key");
        assertThat(out.toString() + err).doesNotContain("s3cr3t");
    }

    @Test
    void ask_hostedModelWithoutAKey_isWrongUseAndSaysWhatHelps() {
        int exitCode = lectern(
                "ask",
                QUESTION,
                "--from",
                docs(),
                "--model",
                "gpt-4o-mini",
                "--set",
                "openai.api-key-env=NOT_SET_HERE");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err.toString()).contains("or be in the variable NOT_SET_HERE of the environment, got: neither");
    }

    @Test
    void ingestAndAsk_embeddingModelOfTheService_embedThere() {
        String store = folder.resolve("index").toString();

        int ingested = lectern(
                "ingest", docs(), "--store", store, "--base-url", server.baseUrl(), "--embedding-model", "words");
        int answered = lectern(
                "ask", QUESTION, "--store", store, "--base-url", server.baseUrl(), "--embedding-model", "words");

        assertThat(err.toString()).isEmpty();
        assertThat(List.of(ingested, answered)).containsOnly(ExitCode.DONE);
        assertThat(server.requests())
                .isNotEmpty()
                .allMatch(request -> request.path().equals("/v1/embeddings"));
        assertThat(out.toString()).contains("The tide turns twice a day. [1]");
    }

    @Test
    void ask_storeOfAnotherEmbeddingModel_isRefused() {
        String store = folder.resolve("index").toString();
        lectern("ingest", docs(), "--store", store);

        int exitCode = lectern(
                "ask", QUESTION, "--store", store, "--base-url", server.baseUrl(), "--embedding-model", "words");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("all-minilm-l6-v2");
    }
}
