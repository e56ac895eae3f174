package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.TokenUsage;
import dev.lectern.models.openai.ServiceFault.Kind;
import dev.lectern.testkit.openai.OpenAiServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that are slow, silent, cut or taken back; latches tell who waits for whom. */
@Timeout(60)
class StreamingTest {

    private static final String EVENTS = "text/event-stream";

    private static String event(String text) {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static OpenAiLanguageModel model(String baseUrl, UnaryOperator<OpenAiEndpoint.Builder> options) {
        OpenAiEndpoint endpoint =
                options.apply(new TestWorld().endpoint(baseUrl)).build();
        return OpenAiLanguageModel.builder(endpoint, "slow").build();
    }

    private static OpenAiLanguageModel model(OpenAiServer server) {
        return model(server.baseUrl(), UnaryOperator.identity());
    }

    /** Gives its second piece when the gate is open. */
    private static Iterable<String> slow(CountDownLatch gate) {
        return () -> new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < 2;
            }

            @Override
            public String next() {
                if (given++ == 1) {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return given == 1 ? "Twice" : " a day.";
            }
        };
    }

    @Test
    void firstPiece_arrivesBeforeTheModelHasFinished() {
        CountDownLatch arrived = new CountDownLatch(1);
        try (OpenAiServer server = OpenAiServer.start(request -> slow(arrived))) {
            List<String> pieces = new ArrayList<>();

            Completion completion = model(server).stream(Prompts.tide(), piece -> {
                pieces.add(piece);
                arrived.countDown(); // only this lets the model go on
            });

            assertThat(pieces).containsExactly("Twice", " a day.");
            assertThat(completion.text()).isEqualTo("Twice a day.");
        }
    }

    @Test
    void stream_cutAfterTheFirstPiece_isAFailureWithWhatCameAndNotRepeated() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.thenBreaksOff(EVENTS, event("Twice") + event(" a "));
            List<String> pieces = new ArrayList<>();

            assertThatExceptionOfType(OpenAiModelException.class)
                    .isThrownBy(() -> model(server).stream(Prompts.tide(), pieces::add))
                    .withMessageContaining("the connection broke: ")
                    .withMessageEndingWith("What came before it: 8 characters.")
                    .satisfies(e -> assertThat(e.partialText()).isEqualTo("Twice a "))
                    .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.BROKEN_OFF))
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            assertThat(pieces).containsExactly("Twice", " a ");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void stream_cutOrTakenBackAfterTheFirstPiece_isCounted() {
        try (OpenAiServer server = OpenAiServer.start()) {
            OpenAiLanguageModel model = model(server);
            server.thenBreaksOff(EVENTS, event("Twice")).thenBreaksOff(EVENTS, event("Twice"));
            Cancellation cancellation = Cancellation.create();

            OpenAiModelException cut =
                    catchThrowableOfType(OpenAiModelException.class, () -> model.stream(Prompts.tide(), piece -> {}));
            TokenUsage once = model.usage();
            assertThatThrownBy(() -> model.stream(
                            Prompts.tide(),
                            piece -> {
                                throw new IllegalStateException("enough");
                            },
                            cancellation))
                    .hasMessage("enough");

            assertThat(cut.usage()).isEqualTo(once);
            assertThat(once.inputTokens()).isPositive();
            assertThat(once.outputTokens()).isEqualTo(model.tokenizer().count("Twice"));
            assertThat(model.usage()).isEqualTo(once.plus(once));
        }
    }

    @Test
    void stream_refusedBeforeItBegan_costsNothing() {
        try (OpenAiServer server = OpenAiServer.start()) {
            OpenAiLanguageModel model = model(server);
            server.thenError(401, "invalid_api_key", "no");

            OpenAiModelException refused =
                    catchThrowableOfType(OpenAiModelException.class, () -> model.stream(Prompts.tide(), piece -> {}));

            assertThat(refused.usage()).isEqualTo(TokenUsage.NONE);
            assertThat(model.usage()).isEqualTo(TokenUsage.NONE);
        }
    }

    @Test
    void stream_cutBeforeTheFirstPiece_isAskedForAgain() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.thenBreaksOff(EVENTS, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n");

            assertThat(model(server).stream(Prompts.tide(), piece -> {}).text()).isEqualTo("See [1].");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void stream_thatEndsWithoutSayingSo_isCut() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.then(200, EVENTS, event("Twice"));

            assertThatExceptionOfType(OpenAiModelException.class)
                    .isThrownBy(() -> model(server).stream(Prompts.tide(), piece -> {}))
                    .withMessageContaining("the stream ended before the answer did")
                    .satisfies(e -> assertThat(e.partialText()).isEqualTo("Twice"));
        }
    }

    @Test
    void stream_withAnErrorInTheMiddle_isAFailureInItsWords() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.then(
                    200,
                    EVENTS,
                    event("Twice")
                            + "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\ndata: [DONE]\n\n");

            assertThatExceptionOfType(OpenAiModelException.class)
                    .isThrownBy(() -> model(server).stream(Prompts.tide(), piece -> {}))
                    .withMessageContaining("the service reported in its answer: out of memory")
                    .satisfies(e -> assertThat(e.partialText()).isEqualTo("Twice"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void stream_thatFallsSilent_isATimeout() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.thenHangsAfter(EVENTS, event("Twice"));
            OpenAiLanguageModel model = model(server.baseUrl(), options -> options.idleTimeout(Duration.ofMillis(200)));

            assertThatExceptionOfType(OpenAiModelException.class)
                    .isThrownBy(() -> model.stream(Prompts.tide(), piece -> {}))
                    .withMessageContaining("nothing more came for PT0.2S")
                    .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.TIMEOUT))
                    .satisfies(e -> assertThat(e.partialText()).isEqualTo("Twice"));
        }
    }

    @Test
    void stream_thatNeverBegins_isATimeoutOfTheRequest() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.thenHangsAfter(EVENTS, ": waiting\n\n");
            OpenAiLanguageModel model =
                    model(server.baseUrl(), options -> options.requestTimeout(Duration.ofMillis(200)));

            assertThatExceptionOfType(OpenAiModelException.class)
                    .isThrownBy(() -> model.stream(Prompts.tide(), piece -> {}))
                    .withMessageContaining("there was no answer within PT0.2S");
        }
    }

    @Test
    void stream_largerThanAllowed_isBrokenOff() {
        try (OpenAiServer server = OpenAiServer.start()) {
            server.then(200, EVENTS, event("x".repeat(5_000)));
            OpenAiLanguageModel model = model(server.baseUrl(), options -> options.maxResponseBytes(1_000));

            assertThatExceptionOfType(OpenAiModelException.class)
                    .isThrownBy(() -> model.stream(Prompts.tide(), piece -> {}))
                    .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.TOO_LARGE));
        }
    }

    @Test
    void sink_thatFails_endsTheCallWithItsOwnFailure() {
        try (OpenAiServer server = OpenAiServer.start()) {
            IllegalStateException own = new IllegalStateException("full");

            assertThatThrownBy(() -> model(server).stream(Prompts.tide(), piece -> {
                        throw own;
                    }))
                    .isSameAs(own);
        }
    }

    @Test
    void cancellation_whileTheModelIsSilent_closesTheConnection() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Cancellation cancellation = Cancellation.create()) {
            FutureTask<Integer> service = new FutureTask<>(() -> {
                try (Socket client = socket.accept()) {
                    OutputStream out = client.getOutputStream();
                    out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\n\r\n"
                                    + event("Twice"))
                            .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    InputStream in = client.getInputStream();
                    in.transferTo(OutputStream.nullOutputStream()); // ends when the client closes
                    return in.read();
                }
            });
            Thread serving = new Thread(service);
            serving.start();
            CountDownLatch first = new CountDownLatch(1);
            FutureTask<Completion> call = new FutureTask<>(
                    () -> model("http://localhost:" + socket.getLocalPort() + "/v1", UnaryOperator.identity()).stream(
                            Prompts.tide(), piece -> first.countDown(), cancellation));
            Thread calling = new Thread(call);
            calling.start();
            first.await();

            cancellation.cancel();

            assertThat(service.get()).isEqualTo(-1);
            assertThatThrownBy(call::get).cause().isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void cancellation_beforeTheHeadOfTheAnswer_endsTheCall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (OpenAiServer server = OpenAiServer.start(request -> {
                    asked.countDown();
                    await(never);
                    return List.of();
                });
                Cancellation cancellation = Cancellation.create()) {
            FutureTask<Completion> call = new FutureTask<>(() -> model(server).complete(Prompts.tide(), cancellation));
            Thread calling = new Thread(call);
            calling.start();
            asked.await();

            cancellation.cancel();

            assertThatThrownBy(call::get).cause().isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void interrupt_whileTheModelIsSilent_endsTheCallAndTheThreadStaysInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (OpenAiServer server = OpenAiServer.start(request -> slow(never))) {
            CountDownLatch first = new CountDownLatch(1);
            FutureTask<Boolean> call = new FutureTask<>(() -> {
                assertThatExceptionOfType(OpenAiModelException.class)
                        .isThrownBy(() -> model(server).stream(Prompts.tide(), piece -> first.countDown()))
                        .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.CANCELLED));
                return Thread.currentThread().isInterrupted();
            });
            Thread calling = new Thread(call);
            calling.start();
            first.await();

            calling.interrupt();

            assertThat(call.get()).isTrue();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
