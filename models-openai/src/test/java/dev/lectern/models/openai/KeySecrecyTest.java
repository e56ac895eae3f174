package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lectern.spi.Settings;
import dev.lectern.testkit.openai.OpenAiServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The key goes into its header and nowhere else. */
class KeySecrecyTest {

    private static final String KEY = "s3cr3t-of-ours";

    private final OpenAiServer server = OpenAiServer.start().wantKey(KEY);
    private final TestWorld world = new TestWorld();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(before);
        server.close();
    }

    private OpenAiEmbeddingModel model(String key) {
        return OpenAiEmbeddingModel.builder(
                        world.endpoint(server.baseUrl())
                                .apiKey(() -> key)
                                .maxRetries(0)
                                .build(),
                        "words")
                .build();
    }

    @Test
    void key_serviceEchoesItEverywhere_isBlottedOut() {
        String echo = "you said Bearer " + KEY + " " + "x".repeat(480) + KEY;
        server.then(401, "application/json", "{\"error\":{\"message\":\"" + echo + "\",\"code\":\"" + KEY + "\"}}")
                .then(400, "text/html", "<html><title>" + echo + "</title></html>")
                .then(400, "text/plain", echo)
                .then(200, "application/json", "{" + echo)
                .then(200, "application/json", "{\"error\":\"" + echo + "\"}")
                .then(503, "text/plain", echo, "Retry-After", "9000")
                .thenError(401, "invalid_api_key", "Incorrect API key provided: sk-proj-ab***********3cr3t.");
        StringWriter told = new StringWriter();

        for (int i = 0; i < 7; i++) {
            Throwable failure = catchThrowable(() -> model(KEY).embedQuery("tide"));
            failure.printStackTrace(new PrintWriter(told, true));
            told.append(((OpenAiEmbedException) failure).fault().toString());
        }

        assertThat(server.requests()).hasSize(7);
        assertThat(told.toString()).contains("[key]").doesNotContain("3cr3t");
        assertNotLogged();
    }

    @Test
    void key_greenPath_isNotLoggedAndNothingIsAboveDebug() {
        model(KEY).embedQuery("tide");

        assertNotLogged();
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("dev.lectern"))
                .isNotEmpty()
                .allMatch(event -> event.getLevel().toInt() <= Level.DEBUG_INT)
                .noneMatch(event -> event.getFormattedMessage().contains("tide"));
    }

    private void assertNotLogged() {
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("dev.lectern"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains("3cr3t"));
    }

    @Test
    void toString_ofAllParts_hasNoKey() {
        OpenAiEndpoint endpoint =
                world.endpoint(server.baseUrl()).apiKey(() -> KEY).build();

        assertThat(List.of(
                        endpoint,
                        model(KEY),
                        ApiKey.from(() -> KEY),
                        Settings.of(Map.of("api-key-file", "/etc/" + KEY))))
                .allSatisfy(part -> assertThat(part.toString()).doesNotContain("s3cr3t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t\r\nX-Admin: 1", "s3cr3t\n", "s3cr3t key", "s3cr3t\u007f", "s3cr3té", " s3cr3t", ""})
    void key_thatCannotStandInAHeader_isRefusedUnsentAndNotRepeated(String bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model(bad).embedQuery("tide"))
                .withMessageStartingWith("apiKey must be ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr3t"));
        assertThat(server.requests()).isEmpty();
    }
}
