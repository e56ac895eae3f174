package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactSynthesizerTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    /** Without rules and with bare templates, so that windows can be counted by hand: the question alone is 6 tokens, and 2 more. */
    private static final PromptTemplates BARE =
            PromptTemplates.of("", "{context} {query}", "{context} {query} {existing_answer}");

    @Test
    void synthesize_nodesThatFit_takeOneCall() {
        ScriptedModel model = model(1000, 100, "Twice a day [1].");

        Response response = CompactSynthesizer.create(model).synthesize(QUERY, nodes("one two", "three four"));

        assertThat(model.prompts).singleElement().satisfies(prompt -> {
            assertThat(prompt.existingAnswer()).isNull();
            assertThat(prompt.messages().get(0).role()).isEqualTo(Message.Role.SYSTEM);
            assertThat(prompt.messages().get(1).text())
                    .isEqualTo(
                            "Sources:\n\n[1]\none two\n\n[2]\nthree four\n\nQuestion: When does the tide turn?\n\nAnswer:");
            assertThat(prompt.maxOutputTokens()).isEqualTo(100);
        });
        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(uses(response)).containsExactly(SourceReference.Use.CITED, SourceReference.Use.GIVEN);
    }

    @Test
    void synthesize_nodesThatDoNotFit_improveTheAnswerCallByCall() {
        ScriptedModel model = model(50, 10, "first [1]", "second [2]", "third [3]");

        Response response = bare(model, OverflowPolicy.REFINE)
                .synthesize(QUERY, nodes("a b c d e f g h i j", "k l m n o p q r s t", "u v w x y z a b c d"));

        assertThat(model.prompts).extracting(prompt -> numbers(prompt)).containsExactly(List.of(1, 2), List.of(3));
        assertThat(model.prompts).extracting(Prompt::existingAnswer).containsExactly(null, "first [1]");
        assertThat(model.prompts.get(1).text()).endsWith("When does the tide turn? first [1]");
        assertThat(response.text()).isEqualTo("second [2]");
        assertThat(response.usage().modelCalls()).isEqualTo(2);
        assertThat(response.usage().tokens().inputTokens()).isEqualTo(20);
        assertThat(response.usage().tokens().outputTokens()).isEqualTo(6);
    }

    @Test
    void synthesize_dropLowest_makesOneCallAndReportsTheRest() {
        ScriptedModel model = model(50, 10, "first [1] [3]");

        Response response = bare(model, OverflowPolicy.DROP_LOWEST)
                .synthesize(QUERY, nodes("a b c d e f g h i j", "k l m n o p q r s t", "u v w x y z a b c d"));

        assertThat(model.prompts).hasSize(1);
        assertThat(uses(response))
                .containsExactly(SourceReference.Use.CITED, SourceReference.Use.GIVEN, SourceReference.Use.LEFT_OUT);
    }

    @Test
    void synthesize_dropLowestTextThatOnlyADroppedSourceHolds_isLeftOut() {
        ScriptedModel model = model(50, 10, "first [1]");
        String text = "u v w x y z a b c d e f";
        List<ScoredNode> nodes = new ArrayList<>(nodes("a b c d e f g h i j k l m n o"));
        nodes.add(scored(Node.of("twin", 0, new Span(0, text.length()), text, Metadata.empty())));
        nodes.add(scored(Node.of("twin", 1, new Span(2, 9), text.substring(2, 9), Metadata.empty())));

        Response response = bare(model, OverflowPolicy.DROP_LOWEST).synthesize(QUERY, nodes);

        assertThat(uses(response))
                .containsExactly(SourceReference.Use.CITED, SourceReference.Use.LEFT_OUT, SourceReference.Use.LEFT_OUT);
    }

    @Test
    void synthesize_oversizedNode_isSplitWithItsNumberOnEachPart() {
        ScriptedModel model = model(50, 10, "one [1]", "two [1]", "three [1]", "four [1]", "five [1]");
        String text = "The tide turns twice a day. ".repeat(8).strip();

        bare(model, OverflowPolicy.REFINE).synthesize(QUERY, nodes(text));

        assertThat(model.prompts.size()).isGreaterThan(1);
        assertThat(model.prompts).allSatisfy(prompt -> {
            assertThat(numbers(prompt)).containsOnly(1);
            assertThat(prompt.text()).startsWith("[1]\nThe tide");
        });
    }

    @Test
    void synthesize_smallWindowThatHoldsAll_needsNoRoomForASecondCall() {
        ScriptedModel model = model(30, 12, "first [1]");

        Response response = bare(model, OverflowPolicy.REFINE).synthesize(QUERY, nodes("a b"));

        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
    }

    @Test
    void synthesize_questionTooLong_saysHowMuchAndWhatHelps() {
        ScriptedModel model = model(20, 5);
        Query query = Query.of("tide ".repeat(30));

        assertThatThrownBy(() -> bare(model, OverflowPolicy.REFINE).synthesize(query, nodes("a")))
                .isInstanceOf(SynthesisException.class)
                .hasMessage("Could not fit the sources into scripted: rules, question, answer so far and answer take 37"
                        + " tokens of its window of 20. Ask a shorter question, lower maxOutputTokens (5), retrieve"
                        + " fewer nodes, or use a model with a larger window.");
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void synthesize_noRoomForTheAnswerSoFar_saysSoBeforeTheFirstCall() {
        ScriptedModel model = model(30, 12, "never");

        assertThatThrownBy(() ->
                        bare(model, OverflowPolicy.REFINE).synthesize(QUERY, nodes("a b c d", "e f g h", "i j k l")))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("take 32 tokens of its window of 30");
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void synthesize_titleLineTooLong_saysHowMuch() {
        ScriptedModel model = model(20, 5);
        Metadata metadata = Metadata.of(MetadataKeys.TITLE, "a b c d e f g h");
        Node node = Node.of("doc", 0, new Span(0, 4), "tide", metadata);

        assertThatThrownBy(() -> bare(model, OverflowPolicy.DROP_LOWEST).synthesize(QUERY, List.of(scored(node))))
                .isInstanceOf(SynthesisException.class)
                .hasMessage("Could not fit source 1 into a prompt: its title line takes 12 tokens and there is room for"
                        + " 7. Use a model with a larger window, or ask for a shorter answer.");
    }

    @Test
    void synthesize_noNodeAndTooLongAQuestion_isNoContext() {
        Response response =
                bare(model(20, 5), OverflowPolicy.REFINE).synthesize(Query.of("tide ".repeat(30)), List.of());

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(response.text()).isEqualTo("Nothing was found for this question.");
    }

    @Test
    void synthesize_noContextTextSet_isTheText() {
        ModeSynthesizer synthesizer = CompactSynthesizer.builder(model(100, 5))
                .noContextText("Nichts gefunden.")
                .build();

        assertThat(synthesizer.synthesize(QUERY, List.of()).text()).isEqualTo("Nichts gefunden.");
    }

    @Test
    void synthesize_placesInsideValues_stayWhatTheyAre() {
        ScriptedModel model = model(1000, 100, "ok {context}", "ok");
        Query query = Query.of("What is {context} and {existing_answer}?");

        CompactSynthesizer.create(model).synthesize(query, nodes("It is {query}."));

        assertThat(model.prompts.get(0).messages().get(1).text())
                .contains("[1]\nIt is {query}.")
                .contains("What is {context} and {existing_answer}?");
    }

    @Test
    void synthesize_titleHeadingAndPage_standOnTheLineOfTheMarker() {
        ScriptedModel model = model(1000, 100, "ok");
        Metadata metadata = Metadata.builder()
                .set(MetadataKeys.TITLE, "Of\nTides")
                .set(MetadataKeys.HEADING, "Moon > Pull")
                .set(MetadataKeys.PAGE, 3)
                .build();
        Node node = Node.of("doc", 0, new Span(0, 4), "tide", metadata);

        CompactSynthesizer.create(model).synthesize(QUERY, List.of(scored(node)));

        assertThat(model.prompts.get(0).text()).contains("[1] Of Tides, Moon > Pull, page 3\ntide\n");
    }

    @Test
    void synthesize_veryLongTitle_isShortened() {
        ScriptedModel model = model(1000, 100, "ok");
        Metadata metadata = Metadata.of(MetadataKeys.TITLE, "tide ".repeat(200));
        Node node = Node.of("doc", 0, new Span(0, 4), "tide", metadata);

        CompactSynthesizer.create(model).synthesize(QUERY, List.of(scored(node)));

        String line = model.prompts
                .get(0)
                .text()
                .lines()
                .filter(l -> l.startsWith("[1]"))
                .findFirst()
                .orElseThrow();
        assertThat(line).hasSize("[1] ".length() + 200).endsWith("…");
    }

    @Test
    void synthesize_overlappingNodes_showSharedTextOnce() {
        ScriptedModel model = model(1000, 100, "ok");
        String text = "One two. Three four. Five six.";
        List<ScoredNode> nodes = List.of(
                scored(Node.of("doc", 0, new Span(9, 30), text.substring(9), Metadata.empty())),
                scored(Node.of("doc", 1, new Span(0, 20), text.substring(0, 20), Metadata.empty())));

        Response response = CompactSynthesizer.create(model).synthesize(QUERY, nodes);

        assertThat(model.prompts.get(0).text()).contains("[1]\nThree four. Five six.\n\n[2]\nOne two.\n");
        assertThat(uses(response)).containsOnly(SourceReference.Use.GIVEN);
    }

    @Test
    void synthesize_modelFindsNothing_isNoAnswer() {
        ScriptedModel model = completing(ScriptedModel.ended(FinishReason.NO_ANSWER, "The sources are silent."));

        Response response = CompactSynthesizer.create(model).synthesize(QUERY, nodes("a"));

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
        assertThat(response.text()).isEqualTo("The sources are silent.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.NO_ANSWER);
    }

    @Test
    void synthesize_modelSaysNothing_isNoAnswerThatSaysSo() {
        ScriptedModel model = completing(ScriptedModel.said("  "));

        Response response = CompactSynthesizer.create(model).synthesize(QUERY, nodes("a"));

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
        assertThat(response.text()).isEqualTo("The model gave no answer.");
    }

    @Test
    void synthesize_answerCutByItsLimit_isTruncated() {
        ScriptedModel model = completing(ScriptedModel.ended(FinishReason.LENGTH, "The tide"));

        assertThat(CompactSynthesizer.create(model)
                        .synthesize(QUERY, nodes("a"))
                        .status())
                .isEqualTo(ResponseStatus.TRUNCATED);
    }

    @Test
    void synthesize_maxOutputTokens_isTheLowerOfOptionAndModel() {
        ScriptedModel model = model(1000, 100, "ok", "ok");

        CompactSynthesizer.builder(model).maxOutputTokens(7).build().synthesize(QUERY, nodes("a"));
        CompactSynthesizer.builder(model).maxOutputTokens(700).build().synthesize(QUERY, nodes("a"));

        assertThat(model.prompts).extracting(Prompt::maxOutputTokens).containsExactly(7, 100);
    }

    @Test
    void synthesize_extractiveModelOverSeveralCalls_keepsEveryQuote() {
        String text = "The tide does turn twice a day. When the moon is full the tide does turn late.";
        List<ScoredNode> nodes = List.of(
                scored(Node.of("doc", 0, new Span(0, 31), text.substring(0, 31), Metadata.empty())),
                scored(Node.of("doc", 1, new Span(32, text.length()), text.substring(32), Metadata.empty())));
        LanguageModel extractive = ExtractiveModel.create();
        ScriptedModel small = new ScriptedModel(new ModelLimits(90, 30), extractive.tokenizer(), extractive::complete);

        Response response = bare(small, OverflowPolicy.REFINE, 30).synthesize(QUERY, nodes);

        assertThat(response.quotes())
                .isNotEmpty()
                .allSatisfy(quote -> assertThat(quote.answerSpan().of(response.text()))
                        .isEqualTo(quote.documentSpan().of(text)));
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompactSynthesizer.builder(model(100, 5)).maxOutputTokens(0))
                .withMessage("maxOutputTokens must be 1 or more, got: 0");
        assertThatNullPointerException().isThrownBy(() -> CompactSynthesizer.create(null));
    }

    @Test
    void of_anyMode_isASynthesizerOfThatMode() {
        assertThat(ResponseSynthesizer.available()).containsExactly(ResponseMode.values());
        for (ResponseMode mode : ResponseSynthesizer.available()) {
            assertThat(ResponseSynthesizer.of(mode, model(100, 5)))
                    .isInstanceOfSatisfying(
                            ModeSynthesizer.class,
                            made -> assertThat(made.mode()).isEqualTo(mode));
        }
    }

    private static ModeSynthesizer bare(LanguageModel model, OverflowPolicy overflow) {
        return bare(model, overflow, 512);
    }

    private static ModeSynthesizer bare(LanguageModel model, OverflowPolicy overflow, int maxOutputTokens) {
        return CompactSynthesizer.builder(model)
                .templates(BARE)
                .overflow(overflow)
                .maxOutputTokens(maxOutputTokens)
                .build();
    }

    private static ScriptedModel model(int contextTokens, int outputTokens, String... answers) {
        Iterator<String> left = List.of(answers).iterator();
        return new ScriptedModel(
                new ModelLimits(contextTokens, outputTokens),
                WordTokenizer.create(),
                prompt -> ScriptedModel.said(left.next()));
    }

    private static ScriptedModel completing(Completion completion) {
        return new ScriptedModel(new ModelLimits(1000, 100), WordTokenizer.create(), prompt -> completion);
    }

    /** One document per text, each one node. */
    private static List<ScoredNode> nodes(String... texts) {
        List<ScoredNode> nodes = new ArrayList<>();
        for (String text : texts) {
            Span span = new Span(0, text.length());
            nodes.add(scored(Node.of("doc-" + nodes.size(), 0, span, text, Metadata.empty())));
        }
        return nodes;
    }

    private static ScoredNode scored(Node node) {
        return new ScoredNode(node, 0.5, ScoreKind.COSINE);
    }

    private static List<Integer> numbers(Prompt prompt) {
        return prompt.context().stream().map(ContextPiece::number).distinct().toList();
    }

    private static List<SourceReference.Use> uses(Response response) {
        return response.sources().stream().map(SourceReference::use).toList();
    }
}
