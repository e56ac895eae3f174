package dev.lectern.query.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.AnswerPart;
import dev.lectern.synthesize.Citation;
import dev.lectern.synthesize.Citation.Grade;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SourceMarks;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.SourceReference.Use;
import dev.lectern.synthesize.SynthesisPlan;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How marks are numbered, checked and tied to places. */
class CitationQueryEngineTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    private static final String NODE_TEXT =
            "The harbour was built in 1857. The tide turns twice a day. Bread is sold at the pier.";

    @Test
    void marks_inAnyOrder_areNumberedByAppearance() {
        Response response = checked("First [3]. Then [1, 3]. Last [3][2].", 4);

        assertThat(response.text()).isEqualTo("First [1]. Then [2, 1]. Last [1][3].");
        assertThat(response.sources())
                .extracting(source -> source.source().node().documentId())
                .containsExactly("doc-3", "doc-1", "doc-2", "doc-4");
        assertThat(response.sources()).extracting(SourceReference::number).containsExactly(1, 2, 3, 4);
        assertThat(response.remarks()).isEmpty();
    }

    @Test
    void marks_ofNoSource_stayWithAQuestionMarkAndARemark() {
        Response response = checked("True [2]. Made up [9, 2]. Nothing [0].", 3);

        assertThat(response.text()).isEqualTo("True [1]. Made up [1][9?]. Nothing [0?].");
        assertThat(response.remarks())
                .containsExactly(
                        new Remark(
                                Remark.Kind.UNKNOWN_MARK,
                                "[0?]",
                                "The answer points to source 0, and there are 1 to 3."),
                        new Remark(
                                Remark.Kind.UNKNOWN_MARK,
                                "[9?]",
                                "The answer points to source 9, and there are 1 to 3."));
        assertThat(response.citations()).extracting(Citation::number).containsExactly(1, 1);
    }

    @Test
    void mark_ofASourceThatWasNotShown_isUnknown() {
        List<SourceReference> sources =
                List.of(new SourceReference(1, node(1), Use.GIVEN), new SourceReference(2, node(2), Use.LEFT_OUT));

        Response response = CheckedMarks.of(response("Surely [2].", sources, List.of()));

        assertThat(response.text()).isEqualTo("Surely [2?].");
        assertThat(response.remarks())
                .extracting(Remark::text)
                .containsExactly("The answer points to source 2, which the model was not shown.");
        assertThat(response.sources()).isEqualTo(sources);
    }

    @Test
    void parts_ofTheAnswer_areNumberedLikeIt() {
        Response plain = response("Both [3][1].", sources(3), List.of());
        Quote quote = new Quote(new Span(28, 37), 2, "doc-2", new Span(40, 49));
        AnswerPart part = part("One [1], two [2], none [8]. Note [1].", List.of(1, 2, 3), quote);

        Response response = CheckedMarks.of(new Response(
                plain.text(),
                plain.status(),
                plain.sources(),
                plain.quotes(),
                plain.usage(),
                plain.finishReason(),
                List.of(part)));

        assertThat(response.text()).isEqualTo("Both [1][2].");
        assertThat(response.parts())
                .containsExactly(part(
                        "One [2], two [3], none [8?]. Note [1].",
                        List.of(2, 3, 1),
                        new Quote(new Span(29, 38), 3, "doc-2", new Span(40, 49))));
    }

    @Test
    void headings_ofAnswersSideBySide_areNumberedLikeTheMarks() {
        Response response = checked("Source 3:\n[3] The tide turns.\n\nSource 1:\nIt does not [1].", 3);

        assertThat(response.text()).isEqualTo("Source 1:\n[1] The tide turns.\n\nSource 2:\nIt does not [2].");
        assertThat(response.sources())
                .extracting(source -> source.source().node().documentId())
                .containsExactly("doc-3", "doc-1", "doc-2");
        assertThat(response.citations())
                .extracting(citation -> citation.statement().of(response.text()))
                .containsExactly("The tide turns.", "It does not");
    }

    @Test
    void marks_ofOtherForms_areCheckedLikeTheUsual() {
        Response response = checked("All [1\u20133]. One \u30102\u2020source\u3011. None [Source 7], [^8].", 3);

        assertThat(response.text()).isEqualTo("All [1, 2, 3]. One [2]. None [7?], [8?].");
        assertThat(response.remarks()).extracting(Remark::subject).containsExactly("[7?]", "[8?]");
        assertThat(response.citations()).extracting(Citation::number).containsExactly(1, 2, 3, 2);
    }

    @Test
    void marks_insideAQuote_areTheDocumentsOwn() {
        String text = "See note [7]. [2] And more [1].";
        Quote quote = new Quote(new Span(0, 13), 2, "doc-2", new Span(40, 53));

        Response response = CheckedMarks.of(response(text, sources(2), List.of(quote)));

        assertThat(response.text()).isEqualTo("See note [7]. [1] And more [2].");
        assertThat(response.quotes()).containsExactly(new Quote(new Span(0, 13), 1, "doc-2", new Span(40, 53)));
        assertThat(response.citations().get(0))
                .isEqualTo(new Citation(1, new Span(14, 17), new Span(0, 13), "doc-2", new Span(40, 53), Grade.QUOTED));
    }

    @Test
    void quotes_afterLongerAndShorterMarks_staySameText() {
        String text = "[12] quoted [1, 2] again quoted [9]";
        Quote first = new Quote(new Span(5, 11), 12, "doc-12", new Span(0, 6));
        Quote second = new Quote(new Span(25, 31), 1, "doc-1", new Span(9, 15));

        Response response = CheckedMarks.of(response(text, sources(12), List.of(first, second)));

        assertThat(response.text()).isEqualTo("[1] quoted [2, 3] again quoted [4]");
        assertThat(response.quotes())
                .extracting(quote -> quote.answerSpan().of(response.text()))
                .containsOnly("quoted");
        assertThat(response.quotes()).extracting(Quote::number).containsExactly(1, 2);
    }

    @Test
    void statement_withWordsOfASentence_pointsToThatSentence() {
        Response response = checked("Each day the tide will turn two times: twice. [1]", 1);

        Citation citation = response.citations().get(0);
        assertThat(citation.grade()).isEqualTo(Grade.LIKELY);
        assertThat(citation.documentSpan().shift(-100).of(NODE_TEXT)).isEqualTo("The tide turns twice a day.");
        assertThat(citation.statement().of(response.text())).isEqualTo("Each day the tide will turn two times: twice.");
    }

    @Test
    void statement_overTwoSentences_pointsToBoth() {
        Response response = checked("The harbour of 1857, where tides turn twice a day [1].", 1);

        assertThat(response.citations().get(0).documentSpan().shift(-100).of(NODE_TEXT))
                .isEqualTo("The harbour was built in 1857. The tide turns twice a day.");
    }

    @Test
    void statement_withOtherWords_pointsToTheWholeSource() {
        Response response = checked("Seafarers know their almanac [1].", 1);

        assertThat(response.citations())
                .extracting(Citation::grade, Citation::documentSpan)
                .containsExactly(tuple(Grade.WHOLE, new Span(100, 100 + NODE_TEXT.length())));
    }

    @Test
    void statements_goBackToTheMarkBeforeOrTheParagraph() {
        Response response = checked("One [1] and two [2][3].\n\nThree. [1]\n\n[2] is four", 3);

        assertThat(response.citations())
                .extracting(citation -> citation.statement().of(response.text()))
                .containsExactly("One", "and two", "and two", "Three.", "is four");
    }

    @Test
    void stream_piecesOfAnySize_joinToTheText() {
        Randomised.times(300, random -> {
            String text = anyAnswer(random);
            int sources = random.nextInt(4);
            List<AnswerEvent> events = new ArrayList<>();

            Response response =
                    CitationQueryEngine.create(new Pieces(response(text, sources(sources), List.of()), random)).stream(
                            QUERY, events::add, Cancellation.none());

            assertThat(joined(events)).isEqualTo(response.text());
            assertThat(events).doesNotHaveAnyElementsOfTypes(AnswerEvent.Restart.class);
            assertThat(response.text())
                    .isEqualTo(CheckedMarks.of(response(text, sources(sources), List.of()))
                            .text());
            assertThat(events.stream()
                            .filter(AnswerEvent.Numbered.class::isInstance)
                            .map(AnswerEvent.Numbered.class::cast))
                    .allSatisfy(told -> assertThat(
                                    response.sources().get(told.number() - 1).source())
                            .isEqualTo(told.source()));
        });
    }

    @Test
    void answers_ofAnyKind_loseNothingButNumbers() {
        Randomised.times(300, random -> {
            String text = anyAnswer(random);
            List<SourceReference> sources = sources(random.nextInt(4));

            Response response = CheckedMarks.of(response(text, sources, List.of()));

            String numbers = "[\\d\\[\\]?,; \u2013\u2020\u3010\u3011^]|[Ss]ource";
            assertThat(response.text().replaceAll(numbers, "")).isEqualTo(text.replaceAll(numbers, ""));
            assertThat(response.sources())
                    .extracting(SourceReference::source)
                    .containsExactlyInAnyOrderElementsOf(
                            sources.stream().map(SourceReference::source).toList());
            assertThat(SourceMarks.find(response.text(), List.of(), sources.size()).stream()
                            .flatMap(mark -> mark.numbers().stream()))
                    .allMatch(number -> number >= 1 && number <= sources.size());
            assertThat(CheckedMarks.of(response).text()).isEqualTo(response.text());
        });
    }

    @Test
    void stream_quoteWithAMarkOfItsOwn_isToldAnew() {
        Quote quote = new Quote(new Span(0, 13), 2, "doc-2", new Span(40, 53));
        Response inner = response("See note [1]. [2]", sources(2), List.of(quote));
        List<AnswerEvent> events = new ArrayList<>();

        Response response = CitationQueryEngine.create(new Pieces(inner, new Random(1))).stream(
                QUERY, events::add, Cancellation.none());

        assertThat(response.text()).isEqualTo("See note [1]. [1]");
        assertThat(joined(events)).isEqualTo(response.text());
        assertThat(events).hasAtLeastOneElementOfType(AnswerEvent.Restart.class);
    }

    private static Response checked(String text, int sources) {
        return CitationQueryEngine.create(query -> response(text, sources(sources), List.of()))
                .query(QUERY);
    }

    private static Response response(String text, List<SourceReference> sources, List<Quote> quotes) {
        return new Response(text, ResponseStatus.ANSWERED, sources, quotes, Usage.NONE, FinishReason.STOP);
    }

    private static List<SourceReference> sources(int count) {
        List<SourceReference> sources = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            sources.add(new SourceReference(number, node(number), Use.GIVEN));
        }
        return sources;
    }

    private static ScoredNode node(int number) {
        Span span = new Span(100, 100 + NODE_TEXT.length());
        return ScoredNode.unscored(Node.of("doc-" + number, 0, span, NODE_TEXT, Metadata.empty()));
    }

    private static AnswerPart part(String text, List<Integer> numbers, Quote... quotes) {
        return new AnswerPart(
                SynthesisPlan.Kind.ANSWER, QUERY.text(), numbers, text, List.of(quotes), FinishReason.STOP, null);
    }

    private static String anyAnswer(Random random) {
        String[] parts = {
            "tide ",
            "[1]",
            "[2]",
            "[3, 1]",
            "[9]",
            "[",
            "]",
            "[[1]",
            "[ 1]",
            "[1 ]",
            "[12, ",
            "[a]",
            "\n\n",
            ".",
            "[1\u20133]",
            "[Source 2]",
            "\u30101\u2020source\u3011",
            "[^3]",
            "`",
            "\nSource 2:\n"
        };
        StringBuilder text = new StringBuilder("Answer");
        for (int i = random.nextInt(15); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private static String joined(List<AnswerEvent> events) {
        StringBuilder text = new StringBuilder();
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.Restart) {
                text.setLength(0);
            } else if (event instanceof AnswerEvent.Text piece) {
                text.append(piece.piece());
            }
        }
        return text.toString();
    }

    /** Streams a response in pieces of one to three characters. */
    private record Pieces(Response response, Random random) implements QueryEngine {

        @Override
        public Response query(Query query) {
            return response;
        }

        @Override
        public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
            listener.on(new AnswerEvent.Sources(
                    response.sources().stream().map(SourceReference::source).toList()));
            for (int at = 0; at < response.text().length(); ) {
                int end = Math.min(response.text().length(), at + 1 + random.nextInt(3));
                listener.on(new AnswerEvent.Text(response.text().substring(at, end)));
                at = end;
            }
            listener.on(new AnswerEvent.Cost(response.usage()));
            listener.on(new AnswerEvent.Done(response));
            return response;
        }
    }
}
