package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lectern.document.Document;
import dev.lectern.spi.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The token goes into its header and nowhere else. */
class TokenSecrecyTest {

    private static final String TOKEN = PluginServer.TOKEN;

    private final PluginServer server = PluginServer.start();
    private final World world = new World();
    private final RetrievalPluginClient client = world.in(server.client()).build();
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

    @Test
    void token_serverEchoesItEverywhere_isBlottedOut() {
        String echo = "you said Bearer " + TOKEN + " " + "x".repeat(478) + TOKEN;
        server.then(401, "application/json", "{\"detail\":\"" + echo + "\"}")
                .then(500, "text/html", "<html><title>" + echo + "</title></html>")
                .then(400, "text/plain", echo)
                .then(200, "application/json", "{" + echo)
                .then(422, "application/json", "{\"detail\":[{\"loc\":[\"" + TOKEN + "\"],\"msg\":\"" + echo + "\"}]}")
                .then(503, "text/plain", echo)
                .then(503, "text/plain", echo, "Retry-After", "9000");
        StringWriter told = new StringWriter();

        for (int i = 0; i < 6; i++) {
            RetrievalPluginException failure =
                    (RetrievalPluginException) catchThrowable(() -> client.query(PluginQuery.of("q")));
            failure.printStackTrace(new PrintWriter(told, true));
            told.append(failure.excerpt());
        }

        assertThat(server.requests).hasSize(7);
        assertThat(told.toString()).contains("[token]").doesNotContain("s3cr3t");
        assertNotLogged();
    }

    @Test
    void token_serverEchoesItInPlaceOfAStatusLine_isBlottedOut() throws Exception {
        StringWriter told = new StringWriter();
        try (RawServer raw = RawServer.start(RawServer.says("Bearer " + TOKEN, ""))) {
            RetrievalPluginClient echoed = world.in(
                            RetrievalPluginClient.builder(raw.endpoint()).token(() -> TOKEN))
                    .maxRetries(1)
                    .build();

            Throwable failure = catchThrowable(() -> echoed.query(PluginQuery.of("q")));
            failure.printStackTrace(new PrintWriter(told, true));

            assertThat(failure).hasMessageContaining("the connection broke").hasMessageContaining("[token]");
        }
        assertThat(told.toString()).doesNotContain("s3cr3t");
        assertNotLogged();
    }

    @Test
    void token_greenPath_isNotLoggedAndNothingIsAboveDebug() {
        client.upsert(List.of(Document.of("a", "x")));
        client.query(PluginQuery.of("q"));
        client.deleteAll();

        assertNotLogged();
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("dev.lectern"))
                .isNotEmpty()
                .allMatch(event -> event.getLevel().toInt() <= Level.DEBUG_INT);
    }

    private void assertNotLogged() {
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("dev.lectern"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains("s3cr3t"));
    }

    @Test
    void toString_ofAllParts_hasNoToken() {
        Settings settings = Settings.builder()
                .set("endpoint", server.endpoint())
                .set("token", TOKEN)
                .build();

        assertThat(List.of(
                        client,
                        RetrievalPluginStore.create(client),
                        RetrievalPluginReader.create(client),
                        RetrievalPluginIndex.create(RetrievalPluginStore.create(client)),
                        server.client(),
                        BearerToken.from(() -> TOKEN),
                        PluginOptions.client(settings),
                        settings))
                .allSatisfy(part -> assertThat(part.toString()).doesNotContain("s3cr3t"));
        assertThat(client).hasToString("RetrievalPluginClient[" + server.endpoint() + ", a token]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr3t\r\nX-Admin: 1",
                "s3cr3t\n",
                "s3cr3t token",
                "s3cr3t\u007f",
                "s3cr3té",
                " s3cr3t",
                "\ts3cr3t"
            })
    void token_thatCouldEndTheHeader_isRefusedUnsentAndNotRepeated(String bad) {
        RetrievalPluginClient injecting = RetrievalPluginClient.builder(server.endpoint())
                .token(() -> bad)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(injecting::deleteAll)
                .withMessageStartingWith("token must be visible ASCII without blanks, got: U+")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr3t"));
        assertThatIllegalArgumentException().isThrownBy(() -> withVariable(bad).build());
        assertThat(server.requests).isEmpty();
    }

    @Test
    void token_emptyFromItsSupplier_isRefused() {
        RetrievalPluginClient empty =
                RetrievalPluginClient.builder(server.endpoint()).token(() -> "").build();

        assertThatIllegalArgumentException()
                .isThrownBy(empty::deleteAll)
                .withMessage("token must be given, got: nothing from its supplier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8000\r\nX-Admin: 1",
                "http://localhost:8000/a b",
                "http://ann:s3cr3t@localhost:8000",
                "http://localhost:8000/?token=s3cr3t",
                "http://localhost:8000/#s3cr3t",
                "ftp://localhost/s3cr3t",
                "localhost:8000",
                "http:///s3cr3t",
                "http://localhost:99999",
                "http://exämple.org",
                "",
                "http://%zz/s3cr3t"
            })
    void endpoint_thatIsNone_isRefusedAndNotRepeated(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalPluginClient.builder(endpoint))
                .withMessageStartingWith("endpoint must be ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr3t"));
    }

    @Test
    void environment_variable_isTheDefault() {
        withVariable(TOKEN).build().deleteAll();

        assertThat(server.requests.get(0).headers()).containsEntry("authorization", "Bearer " + TOKEN);
    }

    @Test
    void environment_withoutVariable_isRefusedAndSaysWhatHelps() {
        for (String value : new String[] {null, "", "  "}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> withVariable(value).build())
                    .withMessage(
                            "token must be given, or be in the variable BEARER_TOKEN of the environment, got: neither;"
                                    + " for a server without a token say withoutToken()");
        }
    }

    private RetrievalPluginClientBuilder withVariable(String value) {
        return RetrievalPluginClient.builder(server.endpoint())
                .world(Clock.systemUTC(), () -> 0, world.waits::add, () -> value);
    }
}
