package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.model.Cancellation;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.query.cite.CitationQueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerFilter;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.testkit.openai.ChatRequest;
import dev.lectern.testkit.openai.OpenAiServer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of whole engines over a server that does not finish before its first piece was heard; latches tell who waits for whom. */
@Timeout(60)
class EngineStreamingTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    private final CountDownLatch heard = new CountDownLatch(1);
    private final List<AnswerEvent> events = new ArrayList<>();

    /** Says whole what is not streamed; else gives its second piece when the first was heard. */
    private Iterable<String> reply(ChatRequest request, String first, String second) {
        return () -> new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < 2;
            }

            @Override
            public String next() {
                if (given++ == 0) {
                    return first;
                }
                if (request.streams()) {
                    try {
                        heard.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return second;
            }
        };
    }

    private static QueryEngine engine(OpenAiServer server, ResponseMode mode, AnswerFilter filter) {
        OpenAiEndpoint endpoint = new TestWorld().endpoint(server.baseUrl()).build();
        OpenAiLanguageModel model =
                OpenAiLanguageModel.builder(endpoint, "slow").build();
        List<ScoredNode> nodes = List.of(node("The tide turns twice a day."), node("The ferry waits for it."));
        return RetrieverQueryEngine.create(
                query -> Retrieval.of(nodes),
                ModeSynthesizer.builder(mode, model).filter(filter).build());
    }

    private static ScoredNode node(String text) {
        return ScoredNode.unscored(Node.of(text, 0, new Span(0, text.length()), text, Metadata.empty()));
    }

    private void hear(AnswerEvent event) {
        events.add(event);
        if (event instanceof AnswerEvent.Text text && text.piece().contains("Twice")) {
            heard.countDown(); // only this lets the server go on
        }
    }

    private String told() {
        StringBuilder text = new StringBuilder();
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.Text piece) {
                text.append(piece.piece());
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NO_TEXT", "CONTEXT_ONLY"},
            mode = EnumSource.Mode.EXCLUDE)
    void stream_anyMode_tellsTheFirstPieceBeforeTheServerHasFinished(ResponseMode mode) {
        try (OpenAiServer server = OpenAiServer.start(request -> reply(request, "Twice", " a day."))) {
            Response response = engine(server, mode, AnswerFilter.NONE).stream(QUERY, this::hear, Cancellation.none());

            assertThat(response.text()).endsWith("Twice a day.");
            assertThat(told()).isEqualTo(response.text());
            assertThat(events).doesNotHaveAnyElementsOfTypes(AnswerEvent.Restart.class);
        }
    }

    @Test
    void stream_filteredAnswer_tellsTheFirstPieceBeforeTheServerHasFinished() {
        try (OpenAiServer server = OpenAiServer.start(
                request -> reply(request, "{\"sources_hold_answer\": true, \"answer\": \"Twice", " a day.\"}"))) {
            Response response = engine(server, ResponseMode.COMPACT, AnswerFilter.STRUCTURED).stream(
                    QUERY, this::hear, Cancellation.none());

            assertThat(response.text()).isEqualTo("Twice a day.");
            assertThat(told()).isEqualTo(response.text());
        }
    }

    @Test
    void stream_citationEngine_tellsTheFirstPieceBeforeTheServerHasFinished() {
        try (OpenAiServer server = OpenAiServer.start(request -> reply(request, "Twice [2", "-2] a day."))) {
            QueryEngine engine = CitationQueryEngine.create(engine(server, ResponseMode.COMPACT, AnswerFilter.NONE));

            Response response = engine.stream(QUERY, this::hear, Cancellation.none());

            assertThat(response.text()).isEqualTo("Twice [1] a day.");
            assertThat(told()).isEqualTo(response.text());
            assertThat(events).doesNotHaveAnyElementsOfTypes(AnswerEvent.Restart.class);
        }
    }

    @Test
    void publisher_tellsTheFirstPieceBeforeTheServerHasFinished() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (OpenAiServer server = OpenAiServer.start(request -> reply(request, "Twice", " a day."))) {
            engine(server, ResponseMode.COMPACT, AnswerFilter.NONE)
                    .publisher(QUERY, threads)
                    .subscribe(new OneByOne(this::hear, ended));

            ended.await();
            assertThat(told()).isEqualTo("Twice a day.");
            assertThat(events.get(events.size() - 1)).isInstanceOf(AnswerEvent.Done.class);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Asks for each event when it has heard the one before. */
    private static final class OneByOne implements Flow.Subscriber<AnswerEvent> {

        private final Consumer<AnswerEvent> hearing;
        private final CountDownLatch ended;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        OneByOne(Consumer<AnswerEvent> hearing, CountDownLatch ended) {
            this.hearing = hearing;
            this.ended = ended;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(1);
        }

        @Override
        public void onNext(AnswerEvent event) {
            hearing.accept(event);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }
    }
}
