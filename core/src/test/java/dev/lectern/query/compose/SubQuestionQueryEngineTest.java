package dev.lectern.query.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Span;
import dev.lectern.failure.CancelledException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.Quote;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerPart;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.SourceReference.Use;
import dev.lectern.synthesize.SynthesisPlan;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How a question is split, its parts are answered, and one answer is made of them. */
class SubQuestionQueryEngineTest {

    private static final String SPLIT = "{\"questions\": [\"What are tides?\", \"What are ferries?\"]}";

    private final QueryEngine parts = query -> query.text().contains("tides")
            ? Fakes.answered("Tides turn [2].", "both", "tides")
            : Fakes.answered("Ferries sail [1][2].", "ferries", "both");

    @Test
    void query_twoParts_areWrittenIntoOneAnswerOverOneListOfSources() {
        Fakes.Model model = model("Tides turn [2] and ferries sail [3].");

        Response response = engine(parts, model).query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("Tides turn [2] and ferries sail [3].");
        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(Fakes.documents(response)).containsExactly("both", "tides", "ferries");
        assertThat(response.sources())
                .extracting(SourceReference::use)
                .containsExactly(Use.GIVEN, Use.CITED, Use.CITED);
        assertThat(response.usage().modelCalls()).isEqualTo(4);
        assertThat(response.usage().tokens().inputTokens()).isEqualTo(220);
        assertThat(response.remarks()).isEmpty();
        assertThat(model.prompts.get(1).text())
                .contains("1. What are tides?\nTides turn [2].\n\n2. What are ferries?\nFerries sail [3][1].");
    }

    @Test
    void query_twoParts_areThePartsOfTheResponseNumberedLikeIt() {
        Response response =
                engine(parts, model("Tides turn [2] and ferries sail [3].")).query(Fakes.QUERY);

        assertThat(response.parts())
                .containsExactly(
                        part(SynthesisPlan.Kind.ANSWER, "What are tides?", "Tides turn [2].", 1, 2),
                        part(SynthesisPlan.Kind.ANSWER, "What are ferries?", "Ferries sail [3][1].", 3, 1),
                        part(SynthesisPlan.Kind.COMBINE, Fakes.QUERY.text(), "Tides turn [2] and ferries sail [3]."));
    }

    @Test
    void query_partAndLastCallThatFail_arePartsWithTheirFailures() {
        ModelException failure = new ModelException("fake", "Could not complete the prompt: no power.", null);
        QueryEngine engine = query -> {
            if (query.text().contains("tides")) {
                throw failure;
            }
            return parts.query(query);
        };
        Fakes.Model model = new Fakes.Model(prompt -> {
            if (prompt.json() == null) {
                throw failure;
            }
            return SPLIT;
        });

        Response response = engine(engine, model).query(Fakes.QUERY);

        assertThat(response.parts()).extracting(AnswerPart::failure).containsExactly(failure, null, failure);
        assertThat(response.parts()).extracting(AnswerPart::text).containsExactly("", "Ferries sail [1][2].", "");
    }

    @Test
    void query_answersSideBySide_haveTheirHeadingsNumberedByTheOneList() {
        QueryEngine engine = query -> query.text().contains("tides")
                ? Fakes.answered("Source 1:\nNo.\n\nSource 2:\nTides turn [2].", "both", "tides")
                : Fakes.answered("Source 1:\nFerries sail [1].\n\nSource 2:\nNo.", "ferries", "both");

        Response response = engine(engine, model(" ")).query(Fakes.QUERY);

        assertThat(response.text())
                .isEqualTo("Source 1:\nNo.\n\nSource 2:\nTides turn [2].\n\n"
                        + "Source 3:\nFerries sail [3].\n\nSource 1:\nNo.");
        assertThat(response.sources())
                .extracting(SourceReference::use)
                .containsExactly(Use.GIVEN, Use.CITED, Use.CITED);
    }

    private static AnswerPart part(SynthesisPlan.Kind kind, String question, String text, Integer... numbers) {
        return new AnswerPart(kind, question, List.of(numbers), text, List.of(), FinishReason.STOP, null);
    }

    @Test
    void query_partsKeepLimitAndFilter() {
        List<Query> asked = new CopyOnWriteArrayList<>();

        engine(remembering(asked), model("Both.")).query(Fakes.QUERY);

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        new Query("What are tides?", 3, null), new Query("What are ferries?", 3, null));
    }

    @Test
    void query_onePart_isAskedAsItIs() {
        List<Query> asked = new CopyOnWriteArrayList<>();
        Fakes.Model model = Fakes.Model.saying("{\"questions\": [\"In other words?\"]}");

        Response response = engine(remembering(asked), model).query(Fakes.QUERY);

        assertThat(asked).containsExactly(Fakes.QUERY);
        assertThat(response.text()).isEqualTo("Ferries sail [1][2].");
        assertThat(response.usage().modelCalls()).isEqualTo(2);
    }

    @Test
    void query_modelThatSplitsNothing_asksTheWholeWithARemark() {
        for (String answer :
                List.of("", "tides; ferries", "{\"questions\": \"tides\"}", "{\"questions\": [1, \" \"]}")) {
            Response response = engine(parts, Fakes.Model.saying(answer)).query(Fakes.QUERY);

            assertThat(response.remarks())
                    .containsExactly(new Remark(
                            Remark.Kind.FALLBACK,
                            Fakes.QUERY.text(),
                            "The question was asked whole: fake named no question."));
        }
        assertThat(engine(parts, Fakes.Model.failing())
                        .query(Fakes.QUERY)
                        .remarks()
                        .get(0)
                        .text())
                .isEqualTo("The question was asked whole: the split failed:"
                        + " Could not complete the prompt: no power. Wait.");
    }

    @Test
    void query_moreQuestionsThanAllowed_leavesOutTheLastWithARemark() {
        Fakes.Model model = new Fakes.Model(prompt -> prompt.json() == null
                ? "Both."
                : "{\"questions\": [\"tides?\", \"ferries?\", \"tides?\", \"walls?\"]}");

        Response response = SubQuestionQueryEngine.builder(parts, model)
                .splitter(ModelQuestionSplitter.create(model, 2))
                .build()
                .query(Fakes.QUERY);

        assertThat(response.remarks())
                .containsExactly(new Remark(Remark.Kind.OPEN_PART, "walls?", "Not asked, since 2 is the most: walls?"));
    }

    @Test
    void query_partThatFails_isARemarkAndTheOthersAnswer() {
        QueryEngine engine = query -> {
            if (query.text().contains("tides")) {
                throw new ModelException("fake", "Could not complete the prompt: no power.", null);
            }
            return Fakes.answered("Ferries sail [1].", "ferries");
        };
        Fakes.Model model = model("Ferries sail [1].");

        Response response = engine(engine, model).query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("Ferries sail [1].");
        assertThat(response.status()).isEqualTo(ResponseStatus.PARTIAL);
        assertThat(response.remarks())
                .containsExactly(new Remark(
                        Remark.Kind.FAILED_PART,
                        "What are tides?",
                        "Not answered: What are tides? Could not complete the prompt: no power."));
        assertThat(model.prompts.get(1).text()).contains("1. What are tides?\nNo answer was found.");
    }

    @Test
    void query_partOverALimitOfItsOwn_isARemarkAndTheOthersAnswer() {
        QueryEngine engine = query -> {
            if (query.text().contains("tides")) {
                throw new CancelledException("model", "fake", "Could not finish fake: the time limit is over.", true);
            }
            return Fakes.answered("Ferries sail [1].", "ferries");
        };

        Response response = engine(engine, model("Ferries sail [1].")).query(Fakes.QUERY);

        assertThat(response.status()).isEqualTo(ResponseStatus.PARTIAL);
        assertThat(response.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.FAILED_PART);
    }

    @Test
    void query_allPartsFail_isTheFailureOfTheFirst() {
        QueryEngine engine = query -> {
            throw new ModelException("fake", "Could not answer: " + query.text(), null);
        };

        assertThatThrownBy(() -> engine(engine, model("")).query(Fakes.QUERY))
                .isInstanceOf(ModelException.class)
                .hasMessage("Could not answer: What are tides?")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @Test
    void query_mistakeOfACaller_isNoPartThatFailed() {
        QueryEngine engine = query -> {
            throw new IllegalStateException("The store is closed.");
        };

        assertThatThrownBy(() -> engine(engine, model("")).query(Fakes.QUERY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The store is closed.");
    }

    @Test
    void query_openParts_areRemarksAndNobodyIsAskedToWriteOfNothing() {
        QueryEngine engine = query -> query.text().contains("tides")
                ? Fakes.response("Nothing was found.", ResponseStatus.NO_CONTEXT)
                : Fakes.response("The sources are silent.", ResponseStatus.NO_ANSWER, "walls");
        Fakes.Model model = model("Made up.");

        Response response = engine(engine, model).query(Fakes.QUERY);

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
        assertThat(response.text()).isEqualTo("The sources are silent.");
        assertThat(Fakes.documents(response)).containsExactly("walls");
        assertThat(response.remarks())
                .extracting(Remark::kind)
                .containsExactly(Remark.Kind.OPEN_PART, Remark.Kind.OPEN_PART);
        assertThat(model.prompts).hasSize(1);
    }

    @Test
    void query_marksOfNoSource_areFlagged() {
        QueryEngine engine = query -> Fakes.answered("Surely [7].", "one");
        Fakes.Model model = model("Surely.");

        Response response = engine(engine, model).query(Fakes.QUERY);

        assertThat(model.prompts.get(1).text()).contains("Surely [7?].");
        assertThat(response.remarks())
                .extracting(Remark::text)
                .contains("The answer to \"What are tides?\" points to source 7, and there are 1.");
    }

    @Test
    void query_lastCallFailsOrSaysNothing_joinsTheAnswers() {
        Fakes.Model silent = model(" ");
        Fakes.Model failing = new Fakes.Model(prompt -> {
            if (prompt.json() == null) {
                throw new ModelException("fake", "Could not complete the prompt: no power.", null);
            }
            return SPLIT;
        });
        Fakes.Model small = new Fakes.Model(prompt -> "Too much.", new ModelLimits(120, 40));
        QuestionSplitter splitter = (query, cancellation) ->
                new QuestionSplitter.Parts(List.of("What are tides?", "What are ferries?"), Usage.NONE, List.of());
        SubQuestionQueryEngine narrow =
                SubQuestionQueryEngine.builder(parts, small).splitter(splitter).build();
        for (SubQuestionQueryEngine engine : List.of(engine(parts, silent), engine(parts, failing), narrow)) {
            Response response = engine.query(Fakes.QUERY);

            assertThat(response.text()).isEqualTo("Tides turn [2].\n\nFerries sail [3][1].");
            assertThat(response.sources()).extracting(SourceReference::use).containsOnly(Use.CITED);
            assertThat(response.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.FALLBACK);
        }
    }

    @Test
    void query_lastCallCutShort_isTruncated() {
        Fakes.Model model = model("Tides turn [2] and");
        model.reason = FinishReason.LENGTH;

        assertThat(engine(parts, model).query(Fakes.QUERY).status()).isEqualTo(ResponseStatus.TRUNCATED);
    }

    @Test
    void query_extractiveModel_joinsAnswersWithTheirQuotes() {
        Query both = Query.of("When does the tide turn and what do the ferries carry?");
        QueryEngine engine = query -> {
            Response plain = Fakes.answered("Quoted. [2]", "both", query.text().substring(0, 4));
            return new Response(
                    plain.text(),
                    plain.status(),
                    plain.sources(),
                    List.of(new Quote(
                            new Span(0, 7),
                            2,
                            plain.sources().get(1).source().node().documentId(),
                            new Span(0, 7))),
                    plain.usage(),
                    plain.finishReason());
        };

        Response response = engine(engine, ExtractiveModel.create()).query(both);

        assertThat(response.text()).isEqualTo("Quoted. [2]\n\nQuoted. [3]");
        assertThat(Fakes.documents(response)).containsExactly("both", "When", "what");
        assertThat(response.quotes())
                .extracting(quote -> quote.answerSpan().of(response.text()))
                .containsExactly("Quoted.", "Quoted.");
        assertThat(response.quotes()).extracting(Quote::number).containsExactly(2, 3);
        assertThat(response.usage().modelCalls()).isEqualTo(2);
    }

    @Test
    void query_parts_areAnsweredAtTheSameTimeUpToTheBound() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        QueryEngine engine = query -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            two.countDown();
            await(two);
            running.decrementAndGet();
            return Fakes.answered(query.text(), query.text());
        };
        Fakes.Model model = new Fakes.Model(
                prompt -> prompt.json() == null ? "Done." : "{\"questions\": [\"a\", \"b\", \"c\", \"d\", \"e\"]}");

        Response response = SubQuestionQueryEngine.builder(engine, model)
                .parallelism(2)
                .build()
                .query(Fakes.QUERY);

        assertThat(most).hasValue(2);
        assertThat(Fakes.documents(response)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void query_executorThatServesTheQuestionToo_isNoDeadlock() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Response response = SubQuestionQueryEngine.builder(parts, model("Both [1]."))
                    .executor(one)
                    .build()
                    .queryAsync(Fakes.QUERY, one)
                    .get(60, TimeUnit.SECONDS);

            assertThat(response.text()).isEqualTo("Both [1].");
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void query_executor_runsPartsBesideTheAskingThread() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch two = new CountDownLatch(2);
        QueryEngine engine = query -> {
            threads.add(Thread.currentThread().getName());
            two.countDown();
            await(two);
            return Fakes.answered(query.text(), query.text());
        };

        SubQuestionQueryEngine.builder(engine, model("Both."))
                .executor(task -> new Thread(task, "mine").start())
                .build()
                .query(Fakes.QUERY);

        assertThat(threads).containsExactlyInAnyOrder(Thread.currentThread().getName(), "mine");
    }

    @Test
    void query_executorThatRefuses_leavesThePartsToTheAskingThread() {
        Response response = SubQuestionQueryEngine.builder(parts, model("Both [1]."))
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build()
                .query(Fakes.QUERY);

        assertThat(Fakes.documents(response)).containsExactly("both", "tides", "ferries");
    }

    @Test
    void query_splitOrLastCallThatFails_isCounted() {
        Fakes.Model failing = new Fakes.Model(prompt -> {
            if (prompt.json() == null) {
                throw new ModelException("fake", "Could not complete the prompt: no power.", null);
            }
            return SPLIT;
        });

        assertThat(engine(parts, failing).query(Fakes.QUERY).usage().modelCalls())
                .isEqualTo(4);
        assertThat(engine(parts, Fakes.Model.failing())
                        .query(Fakes.QUERY)
                        .usage()
                        .modelCalls())
                .isEqualTo(2);
    }

    @Test
    void query_questionBeyondTheWindow_isNotSplit() {
        Fakes.Model small = new Fakes.Model(prompt -> SPLIT, new ModelLimits(100, 40));

        Response response = engine(parts, small).query(Fakes.QUERY);

        assertThat(response.remarks().get(0).text())
                .isEqualTo("The question was asked whole: it does not fit into fake.");
        assertThat(small.prompts).isEmpty();
    }

    @Test
    void builder_wordingOfOnesOwn_isUsed() {
        Fakes.Model model = model("Both.");

        SubQuestionQueryEngine.builder(parts, model)
                .splitter(ModelQuestionSplitter.create(
                        model, 3, PromptTemplate.of("At most {max_questions}.", "Split {query}")))
                .template(PromptTemplate.of("", "{answers}\n===\n{query}"))
                .build()
                .query(Fakes.QUERY);

        assertThat(model.prompts.get(0).text()).isEqualTo("At most 3.\n\nSplit " + Fakes.QUERY.text());
        assertThat(model.prompts.get(1).text())
                .startsWith("1. What are tides?")
                .endsWith("\n===\n" + Fakes.QUERY.text());
    }

    @Test
    void explain_partsByRule_tellsEach() {
        SubQuestionQueryEngine engine = engine(Fakes.explained(2), ExtractiveModel.create());

        assertThat(engine.explain(Query.of("When does the tide turn and what do the ferries carry?"))
                        .notes())
                .containsExactly(
                        "The question has 2 parts. What follows is for the first: When does the tide turn",
                        "Another would take COMPACT: 2 model calls, 240 tokens at most: what do the ferries carry?");
        assertThat(engine.explain(Query.of("When does the tide turn?")).notes()).isEmpty();
    }

    @Test
    void query_cancelledMeanwhile_endsThePartsUnderWay() {
        Cancellation cancellation = Cancellation.create();
        CountDownLatch started = new CountDownLatch(1);
        List<String> ended = new CopyOnWriteArrayList<>();
        QueryEngine engine = new QueryEngine() {
            @Override
            public Response query(Query query) {
                return query(query, Cancellation.none());
            }

            @Override
            public Response query(Query query, Cancellation own) {
                CountDownLatch end = new CountDownLatch(1);
                var unused = own.onCancel(end::countDown);
                started.countDown();
                await(end);
                ended.add(query.text());
                throw own.exception("a part");
            }
        };
        Thread canceller = new Thread(() -> {
            await(started);
            cancellation.cancel();
        });
        canceller.start();

        assertThatThrownBy(() -> engine(engine, model("")).query(Fakes.QUERY, cancellation))
                .isInstanceOf(CancelledException.class);
        assertThat(ended).isNotEmpty();
    }

    @Test
    void stream_twoParts_tellsSourcesThenTheLastCallWordByWord() {
        List<AnswerEvent> events = new ArrayList<>();

        Response response =
                engine(parts, model("Tides turn [2].")).stream(Fakes.QUERY, events::add, Cancellation.none());

        assertThat(events)
                .containsExactly(
                        new AnswerEvent.Stage("split", 1, 1),
                        new AnswerEvent.Stage("part", 1, 2),
                        new AnswerEvent.Stage("part", 2, 2),
                        new AnswerEvent.Sources(response.sources().stream()
                                .map(SourceReference::source)
                                .toList()),
                        new AnswerEvent.Stage("answer", 1, 1),
                        new AnswerEvent.Text("Tides"),
                        new AnswerEvent.Text(" turn"),
                        new AnswerEvent.Text(" [2]."),
                        new AnswerEvent.Cost(response.usage()),
                        new AnswerEvent.Done(response));
    }

    @Test
    void stream_anyCase_joinsToTheTextOfTheResponse() {
        Fakes.Model cut = model("Half an answer");
        cut.reason = FinishReason.FILTERED;
        for (Fakes.Model model : List.of(model("Whole."), model(" "), cut, Fakes.Model.saying("{}"))) {
            List<AnswerEvent> events = new ArrayList<>();

            Response response = engine(parts, model).stream(Fakes.QUERY, events::add, Cancellation.none());

            assertThat(Fakes.joined(events)).isEqualTo(response.text());
            assertThat(response.text())
                    .isEqualTo(engine(parts, model).query(Fakes.QUERY).text());
            assertThat(events.stream().filter(AnswerEvent.Done.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void options_outOfRange_areRefused() {
        Fakes.Model model = model("");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubQuestionQueryEngine.builder(parts, model).parallelism(0))
                .withMessage("parallelism must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubQuestionQueryEngine.builder(parts, model).maxOutputTokens(0))
                .withMessage("maxOutputTokens must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelQuestionSplitter.create(model, 0))
                .withMessage("maxQuestions must be 1 or more, got: 0");
        assertThatThrownBy(() -> ModelQuestionSplitter.create(ExtractiveModel.create()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not split questions with extractive: it only answers questions from sources."
                        + " Use another language model, or split by rule.");
    }

    private static SubQuestionQueryEngine engine(QueryEngine engine, LanguageModel model) {
        return SubQuestionQueryEngine.builder(engine, model).build();
    }

    /** A model that splits into two, and writes this answer of theirs. */
    private static Fakes.Model model(String answer) {
        Function<Prompt, String> rule = prompt -> prompt.json() == null ? answer : SPLIT;
        return new Fakes.Model(rule);
    }

    private QueryEngine remembering(List<Query> asked) {
        return query -> {
            asked.add(query);
            return Fakes.answered("Ferries sail [1][2].", "ferries", "both");
        };
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the gate", e);
        }
    }
}
