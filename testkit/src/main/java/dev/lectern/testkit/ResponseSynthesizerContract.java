package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.Prompt;
import dev.lectern.model.Quote;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.ResponseSynthesizer;
import dev.lectern.synthesize.SourceReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Says what every {@link ResponseSynthesizer} that answers from nodes does. */
public abstract class ResponseSynthesizerContract {

    private static final Query TIDES = Query.of("How often does the tide turn?");

    private static final Document BOOK = Document.of(
            "book",
            "The tide turns twice a day. The harbour\nwall is of stone. Gulls sleep on it. " + Samples.UNICODE
                    + " The moon makes the tide turn.",
            Metadata.of(MetadataKeys.TITLE, "Of Tides"));

    /** For subclasses. */
    protected ResponseSynthesizerContract() {}

    /** Opens a synthesizer over a model; the contract closes the model. */
    protected abstract ResponseSynthesizer open(LanguageModel model);

    @Test
    void synthesize_nodes_areTheSourcesInOrder() {
        List<ScoredNode> nodes = nodesOf(BOOK, 40);

        Response response = open(FakeLanguageModel.create()).synthesize(TIDES, nodes);

        assertThat(response.sources()).extracting(SourceReference::source).isEqualTo(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            assertThat(response.sources().get(i).number()).isEqualTo(i + 1);
        }
        assertThatThrownBy(() -> response.sources().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void synthesize_noNode_callsNoModelAndSaysSo() {
        FakeLanguageModel model = FakeLanguageModel.create();

        Response response = open(model).synthesize(TIDES, List.of());

        assertThat(model.prompts()).isEmpty();
        assertThat(response.status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(response.finishReason()).isEqualTo(FinishReason.NOT_CALLED);
        assertThat(response.text()).isNotBlank();
        assertThat(response.sources()).isEmpty();
        assertThat(response.usage().modelCalls()).isZero();
        assertThat(response.usage().tokens()).isEqualTo(TokenUsage.NONE);
    }

    @Test
    void synthesize_quotingModel_givesQuotesThatStandInTheDocument() {
        try (LanguageModel model = ExtractiveModel.create()) {
            Response response = open(model).synthesize(TIDES, nodesOf(BOOK, 40));

            assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
            assertThat(response.quotes()).isNotEmpty();
            for (Quote quote : response.quotes()) {
                String copied = Samples.fold(quote.documentSpan().of(BOOK.text()));
                assertThat(quote.answerSpan().of(response.text())).isEqualTo(copied);
                assertThat(quote.documentId()).isEqualTo("book");
                assertThat(response.sources().get(quote.number() - 1).use()).isEqualTo(SourceReference.Use.CITED);
            }
        }
    }

    @Test
    void synthesize_answerWithNumber_citesThatSource() {
        FakeLanguageModel model =
                FakeLanguageModel.builder(prompt -> "Twice a day [2].").build();

        Response response = open(model).synthesize(TIDES, nodesOf(BOOK, 40));

        assertThat(response.citedSources()).extracting(SourceReference::number).containsExactly(2);
    }

    @Test
    void synthesize_usage_countsCallsAndTokens() {
        FakeLanguageModel model =
                FakeLanguageModel.builder(prompt -> "Twice a day [1].").build();

        Response response = open(model).synthesize(TIDES, nodesOf(BOOK, 40));

        assertThat(response.usage().modelCalls()).isEqualTo(model.prompts().size());
        assertThat(response.usage().tokens().inputTokens())
                .isEqualTo(model.prompts().stream()
                        .flatMap(prompt -> prompt.messages().stream())
                        .mapToLong(message -> model.tokenizer().count(message.text()))
                        .sum());
        assertThat(response.usage().tokens().outputTokens())
                .isEqualTo(model.prompts().size() * (long) model.tokenizer().count("Twice a day [1]."));
        assertThat(response.usage().synthesisTime()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void synthesize_smallWindow_keepsEveryPromptWithinAndReportsWhatWasNotShown() {
        FakeLanguageModel model =
                FakeLanguageModel.builder(prompt -> "So [1].").limits(260, 20).build();
        List<ScoredNode> nodes = nodesOf(longBook(), 160);

        Response response = open(model).synthesize(TIDES, nodes); // the model refuses a prompt that is too long

        Set<Integer> shown = model.prompts().stream()
                .map(Prompt::context)
                .flatMap(List::stream)
                .map(ContextPiece::number)
                .collect(Collectors.toSet());
        assertThat(response.sources()).hasSameSizeAs(nodes).allSatisfy(source -> {
            boolean leftOut = source.use() == SourceReference.Use.LEFT_OUT;
            assertThat(shown.contains(source.number()))
                    .as("source %d, %s, shown", source.number(), source.use())
                    .isEqualTo(!leftOut);
        });
    }

    @Test
    void synthesize_twice_givesTheSameAnswer() {
        try (LanguageModel model = ExtractiveModel.create()) {
            ResponseSynthesizer synthesizer = open(model);
            List<ScoredNode> nodes = nodesOf(BOOK, 40);

            assertThat(timeless(synthesizer.synthesize(TIDES, nodes)))
                    .isEqualTo(timeless(synthesizer.synthesize(TIDES, nodes)));
        }
    }

    @Test
    void synthesize_manyThreads_giveTheSameAnswer() throws Exception {
        try (LanguageModel model = ExtractiveModel.create()) {
            ResponseSynthesizer synthesizer = open(model);
            List<ScoredNode> nodes = nodesOf(BOOK, 40);
            List<Object> expected = timeless(synthesizer.synthesize(TIDES, nodes));

            List<List<Object>> answers = Samples.concurrently(8, () -> timeless(synthesizer.synthesize(TIDES, nodes)));

            assertThat(answers).hasSize(8).containsOnly(expected);
        }
    }

    @Test
    void synthesize_failingModel_passesItsFailureOn() {
        ModelException failure = new ModelException("fake", "Could not complete the prompt: no answer left.", null);
        FakeLanguageModel model = FakeLanguageModel.builder(prompt -> {
                    throw failure;
                })
                .build();

        assertThatThrownBy(() -> open(model).synthesize(TIDES, nodesOf(BOOK, 40)))
                .isSameAs(failure);
    }

    @Test
    void stream_nodes_tellsSourcesFirstAndThenTheText() {
        try (LanguageModel model = ExtractiveModel.create()) {
            ResponseSynthesizer synthesizer = open(model);
            List<ScoredNode> nodes = nodesOf(BOOK, 40);
            AnswerEvents events = new AnswerEvents();

            Response response = synthesizer.stream(TIDES, nodes, events, Cancellation.none());

            assertThat(events.without(AnswerEvent.Stage.class).get(0)).isEqualTo(new AnswerEvent.Sources(nodes));
            assertThat(events.text()).isEqualTo(response.text());
            assertThat(timeless(response)).isEqualTo(timeless(synthesizer.synthesize(TIDES, nodes)));
        }
    }

    @Test
    void stream_noNode_tellsThatThereIsNone() {
        AnswerEvents events = new AnswerEvents();

        Response response = open(FakeLanguageModel.create()).stream(TIDES, List.of(), events, Cancellation.none());

        assertThat(events.without(AnswerEvent.Stage.class))
                .containsExactly(new AnswerEvent.Sources(List.of()), new AnswerEvent.Text(response.text()));
    }

    @Test
    void synthesize_cancelledBefore_callsNoModel() {
        FakeLanguageModel model = FakeLanguageModel.create();
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> open(model).synthesize(TIDES, nodesOf(BOOK, 40), cancellation));

        assertThat(model.prompts()).isEmpty();
    }

    @Test
    void synthesize_null_isRefused() {
        ResponseSynthesizer synthesizer = open(FakeLanguageModel.create());

        assertThatNullPointerException().isThrownBy(() -> synthesizer.synthesize(Samples.absent(), nodesOf(BOOK, 40)));
        assertThatNullPointerException().isThrownBy(() -> synthesizer.synthesize(TIDES, Samples.absent()));
    }

    private static List<Object> timeless(Response response) {
        return List.of(
                response.text(),
                response.status(),
                response.sources(),
                response.quotes(),
                response.finishReason(),
                response.usage().modelCalls(),
                response.usage().tokens());
    }

    private static Document longBook() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("On day ").append(i).append(" the tide came and went as the moon had it. ");
        }
        return Document.of("long-book", text.toString(), Metadata.of(MetadataKeys.TITLE, "Of Days"));
    }

    /** Cuts a document into nodes of so many characters; the last one may be shorter. */
    private static List<ScoredNode> nodesOf(Document document, int chars) {
        List<ScoredNode> nodes = new ArrayList<>();
        for (int start = 0; start < document.text().length(); start += chars) {
            Span span = new Span(start, Math.min(start + chars, document.text().length()));
            Node node = Node.of(document.id(), nodes.size(), span, span.of(document.text()), document.metadata());
            nodes.add(new ScoredNode(node, 1.0 / (1 + nodes.size()), ScoreKind.COSINE));
        }
        return nodes;
    }
}
