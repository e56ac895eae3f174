package dev.lectern.index.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.Filter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.Response;
import dev.lectern.testkit.FakeLanguageModel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoosingRetrieverTest {

    private static final Query QUERY = Query.of("What does bread need?");

    private static final List<Document> THREE = List.of(
            Document.of("a", "The tide turns.", Metadata.of("shelf", "sea")),
            Document.of("b", "Bread needs flour.", Metadata.of("shelf", "kitchen")),
            Document.of("c", "Yeast makes bread rise.", Metadata.of("shelf", "kitchen")));

    @Test
    void retrieve_choices_areSortedByUseAndCapped() {
        FakeLanguageModel model = FakeLanguageModel.answering(
                "Here: {\"choices\": [{\"number\": 3, \"use\": 4}, {\"number\": 2, \"use\": 9}, {\"number\": 7, \"use\": 9}]}");

        List<ScoredNode> found = retrieve(model, QUERY);

        assertThat(found).extracting(node -> node.node().documentId()).containsExactly("b", "c");
        assertThat(found).extracting(ScoredNode::score).containsExactly(9.0, 4.0);
        assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.RERANK);
        assertThat(model.prompts()).singleElement().satisfies(prompt -> {
            assertThat(prompt.json()).isNotNull();
            assertThat(prompt.text()).contains("[2]\nBread needs flour.\n\n", QUERY.text());
        });
    }

    @Test
    void retrieve_topK_capsTheChoices() {
        FakeLanguageModel model = FakeLanguageModel.answering(
                "{\"choices\": [{\"number\": 3, \"use\": 4}, {\"number\": 2, \"use\": 9}]}");

        assertThat(retrieve(model, QUERY.withTopK(1)))
                .extracting(node -> node.node().documentId())
                .containsExactly("b");
    }

    @Test
    void retrieve_filter_showsTheModelOnlyWhatMatches() {
        FakeLanguageModel model = FakeLanguageModel.answering("{\"choices\": []}");

        assertThat(retrieve(model, QUERY.filteredBy(Filter.eq("shelf", "sea")))).isEmpty();

        assertThat(model.prompts().get(0).text()).contains("tide").doesNotContain("flour");
    }

    @Test
    void retrieve_moreThanAWindow_readsAllInSeveralCalls() {
        FakeLanguageModel model = FakeLanguageModel.builder(prompt -> "{\"choices\": [{\"number\": 1, \"use\": "
                        + prompt.context().size() + "}]}")
                .limits(400, 60)
                .build();
        List<Document> many = IntStream.range(10, 60)
                .mapToObj(i -> Document.of("d" + i, "Sentence number " + i + " is about bread and yeast."))
                .toList();

        List<ScoredNode> found = retrieve(model, QUERY.withTopK(100), many);

        assertThat(model.prompts().size()).isGreaterThan(2);
        assertThat(model.prompts().stream()
                        .map(Prompt::context)
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(50);
        assertThat(found).hasSameSizeAs(model.prompts());
        assertThat(found).extracting(ScoredNode::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void retrieve_nodeLongerThanAPrompt_showsItsBeginning() {
        FakeLanguageModel model = FakeLanguageModel.builder(prompt -> "{\"choices\": [{\"number\": 1, \"use\": 5}]}")
                .limits(250, 30)
                .build();
        String text = "Bread needs flour. "
                + "It also needs some water and some yeast. ".repeat(25).strip();

        List<ScoredNode> found = retrieve(model, QUERY, List.of(Document.of("long", text)));

        assertThat(found)
                .singleElement()
                .satisfies(node -> assertThat(node.node().text()).isEqualTo(text));
        assertThat(model.prompts().get(0).context().get(0).text())
                .startsWith("Bread needs flour.")
                .hasSizeLessThan(text.length());
    }

    @Test
    void retrieve_modelThatOnlyQuotes_choosesWhatItQuotes() {
        try (LanguageModel model = ExtractiveModel.create()) {
            assertThat(retrieve(model, QUERY))
                    .first()
                    .extracting(node -> node.node().documentId())
                    .isEqualTo("b");
        }
    }

    @Test
    void retrieve_replyThatIsNoChoice_isAFailure() {
        for (String reply : List.of("The second.", "{\"choices\": [{\"number\": 2}]}", "{\"choices\": [{\"num")) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> retrieve(FakeLanguageModel.answering(reply), QUERY))
                    .withMessageStartingWith("Could not read which nodes fake-script chose: ");
        }
    }

    @Test
    void retrieve_replyThatChoosesAll_fitsIntoWhatTheModelWrites() {
        FakeLanguageModel model = FakeLanguageModel.builder(ChoosingRetrieverTest::all)
                .limits(4_000, 110)
                .build();
        List<Document> many = IntStream.range(10, 60)
                .mapToObj(i -> Document.of("d" + i, "Bread " + i + "."))
                .toList();

        assertThat(retrieve(model, QUERY.withTopK(100), many)).hasSize(50);
    }

    private static String all(Prompt prompt) {
        return prompt.context().stream()
                .map(piece -> "{\"number\": " + piece.number() + ", \"use\": 5}")
                .collect(Collectors.joining(", ", "{\"choices\": [", "]}"));
    }

    @Test
    void query_choice_isPartOfTheCost() {
        FakeLanguageModel model =
                FakeLanguageModel.answering("{\"choices\": [{\"number\": 2, \"use\": 9}]}", "It needs flour [1].");
        SummaryIndex index = SummaryIndex.choosing(InMemoryStore.create(), model);
        index.ingest(THREE);

        Response response = index.queryEngine(model).query(QUERY);

        assertThat(response.usage().modelCalls()).isEqualTo(2);
        assertThat(response.usage().tokens().inputTokens())
                .isEqualTo(model.prompts().stream()
                        .flatMap(prompt -> prompt.messages().stream())
                        .mapToLong(message -> model.tokenizer().count(message.text()))
                        .sum());
    }

    @Test
    void query_cancelledWhileTheModelChooses_callsItNoMore() {
        Cancellation cancellation = Cancellation.create();
        FakeLanguageModel model = FakeLanguageModel.builder(prompt -> {
                    cancellation.cancel();
                    return all(prompt);
                })
                .limits(4_000, 60)
                .build();
        SummaryIndex index = SummaryIndex.choosing(InMemoryStore.create(), model);
        index.ingest(THREE);

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> index.queryEngine(model).query(QUERY, cancellation));
        assertThat(model.prompts()).hasSize(1);
    }

    @Test
    void retrieve_nothingStored_callsNoModel() {
        FakeLanguageModel model = FakeLanguageModel.answering();

        assertThat(retrieve(model, QUERY, List.of())).isEmpty();
    }

    private static List<ScoredNode> retrieve(LanguageModel model, Query query) {
        return retrieve(model, query, THREE);
    }

    private static List<ScoredNode> retrieve(LanguageModel model, Query query, List<Document> documents) {
        SummaryIndex index = SummaryIndex.choosing(InMemoryStore.create(), model);
        index.ingest(documents);
        return index.retriever().retrieve(query).nodes();
    }
}
