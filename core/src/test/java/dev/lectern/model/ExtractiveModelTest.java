package dev.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractiveModelTest {

    private static final String HARBOUR =
            "The lighthouse of Marrow stands on a rock.\nIt was built in 1871 by\nHanna Voss. "
                    + "Sailors feared the reef because the current there is strong. The harbour has two cranes.";

    private final ExtractiveModel model = ExtractiveModel.create();

    @Test
    void complete_questionAnsweredByOneSentence_quotesItWithItsSource() {
        Prompt prompt =
                prompt("How many cranes does the harbour have?", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        Completion completion = model.complete(prompt);

        assertThat(completion.text()).isEqualTo("The harbour has two cranes. [1]");
        assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(completion.quotes()).singleElement().satisfies(quote -> {
            assertThat(quote.documentSpan().of(HARBOUR)).isEqualTo("The harbour has two cranes.");
            assertThat(quote.answerSpan().of(completion.text())).isEqualTo("The harbour has two cranes.");
        });
    }

    @Test
    void complete_sentenceThatPointsBack_bringsTheOneBefore() {
        Prompt prompt = prompt("Who built it in 1871?", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        String text = model.complete(prompt).text();

        assertThat(text)
                .isEqualTo("The lighthouse of Marrow stands on a rock. It was built in 1871 by Hanna Voss. [1]");
    }

    @Test
    void complete_nothingRelevant_saysSo() {
        Prompt prompt = prompt("What is the capital of Mongolia?", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        Completion completion = model.complete(prompt);

        assertThat(completion.text()).isEqualTo(ExtractiveModel.NO_ANSWER_TEXT);
        assertThat(completion.finishReason()).isEqualTo(FinishReason.NO_ANSWER);
        assertThat(completion.quotes()).isEmpty();
    }

    @Test
    void complete_noContext_saysSo() {
        Completion completion = model.complete(prompt("Who built the lighthouse?"));

        assertThat(completion.finishReason()).isEqualTo(FinishReason.NO_ANSWER);
    }

    @Test
    void complete_sentenceCutBetweenOverlappingNodes_isQuotedWholeAndOnce() {
        int cut = HARBOUR.indexOf("because");
        Prompt prompt = prompt(
                "Why did sailors fear the reef?",
                piece(1, "harbour", HARBOUR, cut - 10, HARBOUR.length()),
                piece(2, "harbour", HARBOUR, 0, cut + 5));

        Completion completion = model.complete(prompt);

        assertThat(completion.text()).containsOnlyOnce("Sailors feared the reef because the current there is strong.");
    }

    @Test
    void complete_pieceStartsInsideSentence_doesNotQuoteTheRest() {
        int cut = HARBOUR.indexOf("because");
        Prompt prompt = prompt("Is the current there strong?", piece(1, "harbour", HARBOUR, cut, HARBOUR.length()));

        assertThat(model.complete(prompt).text()).doesNotContain("because the current");
    }

    @Test
    void complete_pieceEndsInsideSentence_doesNotQuoteItsStart() {
        int cut = HARBOUR.indexOf(" the current");
        Prompt prompt = prompt("Why did sailors fear the reef?", piece(1, "harbour", HARBOUR, 0, cut));

        assertThat(model.complete(prompt).text()).doesNotContain("Sailors feared");
    }

    @Test
    void complete_sameSentenceInTwoDocuments_isQuotedOnce() {
        Prompt prompt = prompt(
                "How many cranes does the harbour have?",
                piece(1, "one", HARBOUR, 0, HARBOUR.length()),
                piece(2, "two", HARBOUR, 0, HARBOUR.length()));

        assertThat(model.complete(prompt).text()).isEqualTo("The harbour has two cranes. [1]");
    }

    @Test
    void complete_limitBelowFirstSentence_endsWithLengthAndCutsNothing() {
        ContextPiece piece = piece(1, "harbour", HARBOUR, 0, HARBOUR.length());
        Prompt prompt = new Prompt(
                List.of(new Message(Message.Role.USER, "q")),
                "How many cranes has the harbour?",
                List.of(piece),
                null,
                5);

        Completion completion = model.complete(prompt);

        assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(completion.text()).isEmpty();
    }

    @Test
    void complete_existingAnswer_isKeptAndOnlyNewSentencesAreAdded() {
        String existing = "The port has a crane. [7]";
        ContextPiece piece = piece(1, "harbour", HARBOUR, 0, HARBOUR.length());

        Completion first = model.complete(refine("How many cranes does the harbour have?", existing, piece));
        Completion again = model.complete(refine("How many cranes does the harbour have?", first.text(), piece));

        assertThat(first.text()).isEqualTo(existing + "\n\nThe harbour has two cranes. [1]");
        assertThat(first.quotes().get(0).answerSpan().of(first.text())).isEqualTo("The harbour has two cranes.");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void complete_existingAnswerIsNoAnswer_isReplaced() {
        ContextPiece piece = piece(1, "harbour", HARBOUR, 0, HARBOUR.length());

        Completion completion =
                model.complete(refine("How many cranes does the harbour have?", ExtractiveModel.NO_ANSWER_TEXT, piece));

        assertThat(completion.text()).isEqualTo("The harbour has two cranes. [1]");
    }

    @Test
    void complete_textBeyondAscii_quotesItExactly() {
        String text = "灯台は岩の上にあります。港にはクレーンが二台あります。 Der Leuchtturm heißt „Älteste“ 🗼. Ein Kran steht dort.";
        Prompt prompt = prompt("Wie heißt der Leuchtturm?", piece(1, "mixed", text, 0, text.length()));

        Completion completion = model.complete(prompt);

        assertThat(completion.text()).contains("Der Leuchtturm heißt „Älteste“ 🗼.");
        assertQuotesAreExact(completion, text);
    }

    @Test
    void complete_embeddingsFindMeaning_answersWithoutSharedWords() {
        ExtractiveModel withMeaning = ExtractiveModel.withEmbeddings(
                new KindEmbeddings(text -> text.contains("crane") || text.contains("hoist")));
        Prompt prompt = prompt("hoists available", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        assertThat(model.complete(prompt).finishReason()).isEqualTo(FinishReason.NO_ANSWER);
        assertThat(withMeaning.complete(prompt).text()).isEqualTo("The harbour has two cranes. [1]");
    }

    @Test
    void complete_meaningIsAlikeForAllSentences_isNoEvidence() {
        ExtractiveModel withMeaning = ExtractiveModel.withEmbeddings(new KindEmbeddings(text -> true));
        Prompt prompt = prompt("hoists available", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        assertThat(withMeaning.complete(prompt).finishReason()).isEqualTo(FinishReason.NO_ANSWER);
    }

    @Test
    void complete_questionAboutTheAuthorOfAMemoir_isComparedInFirstPerson() {
        String memoir = "As a child I played the piano. My town was small. I left it at twenty. The road led south.";
        ExtractiveModel withMeaning = ExtractiveModel.withEmbeddings(
                new KindEmbeddings(text -> text.contains("piano") || text.equals("What did I do growing up?")));
        Prompt prompt = prompt("What did the author do growing up?", piece(1, "memoir", memoir, 0, memoir.length()));

        assertThat(withMeaning.complete(prompt).text()).isEqualTo("As a child I played the piano. [1]");
    }

    @Test
    void complete_questionAboutTheAuthorOfAReport_staysAsItIs() {
        ExtractiveModel withMeaning = ExtractiveModel.withEmbeddings(
                new KindEmbeddings(text -> text.contains("crane") || text.equals("What does the author own?")));
        Prompt prompt = prompt("What does the author own?", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        assertThat(withMeaning.complete(prompt).text()).isEqualTo("The harbour has two cranes. [1]");
    }

    @Test
    void complete_answerBesideTheBestSentence_bringsIt() {
        String text = "Whale Cove was not the first name of the harbour. At first people called the place Marrow. "
                + "Ships came from the north. They carried salt.";
        Prompt prompt = prompt("What was the first name of the harbour?", piece(1, "names", text, 0, text.length()));

        assertThat(model.complete(prompt).text())
                .isEqualTo("Whale Cove was not the first name of the harbour. "
                        + "At first people called the place Marrow. [1]");
    }

    @Test
    void complete_bestSentenceRepeatsTheQuestion_bringsTheNext() {
        String text =
                "Whale Cove was not the original name. Fishermen said Marrow. Ships came from the north. They carried salt.";
        Prompt prompt = prompt("What was the original name of Whale Cove?", piece(1, "names", text, 0, text.length()));

        assertThat(model.complete(prompt).text())
                .isEqualTo("Whale Cove was not the original name. Fishermen said Marrow. [1]");
    }

    @Test
    void complete_sentenceThatPointsBackInside_bringsTheOneBefore() {
        String text =
                "Ships came from the north. We sold maps to galleries. I think that this was the worst idea of all.";
        Prompt prompt = prompt("What was the worst idea?", piece(1, "memoir", text, 0, text.length()));

        assertThat(model.complete(prompt).text())
                .isEqualTo("We sold maps to galleries. I think that this was the worst idea of all. [1]");
    }

    @Test
    void complete_wordBeginsLikeThatOfTheQuestion_countsInPart() {
        String text = "The station has nine boats. The station was founded by sailors. The station is red.";
        Prompt prompt = prompt("What about the foundation of the station?", piece(1, "log", text, 0, text.length()));

        assertThat(model.complete(prompt).text()).contains("The station was founded by sailors.");
    }

    @Test
    void complete_whyIsAnsweredByPurpose_quotesIt() {
        String text =
                "Hanna climbed the tower in March. Hanna climbed the tower to watch ships. Hanna climbed the tower twice.";
        Prompt prompt = prompt("Why did Hanna climb the tower?", piece(1, "log", text, 0, text.length()));

        assertThat(model.complete(prompt).text()).isEqualTo("Hanna climbed the tower to watch ships. [1]");
    }

    @Test
    void complete_twoQuestionsInOne_answersBoth() {
        String text = "The station was founded in 1868, eleven years after the lighthouse was lit. Its boat is red. "
                + "The crew has nine members. The lamp burned for the first time on 1 October 1857.";
        String question = "When was the station founded, and when was the lamp of the lighthouse first lit?";

        String answer = model.complete(prompt(question, piece(1, "station", text, 0, text.length())))
                .text();

        assertThat(answer).contains("founded in 1868", "on 1 October 1857");
    }

    @Test
    void complete_weakerSentenceOfAnotherDocument_isLeftOut() {
        String ferry = "The last ferry leaves Port Ellary at 18:15 every day.";
        String boat = "A lifeboat of Port Ellary leaves when it must.";
        Prompt prompt = prompt(
                "When does the last ferry leave Port Ellary?",
                piece(1, "ferry", ferry, 0, ferry.length()),
                piece(2, "boat", boat, 0, boat.length()));

        assertThat(model.complete(prompt).text()).isEqualTo(ferry + " [1]");
    }

    @Test
    void complete_whatIsAThing_quotesTheSentenceThatSaysSo() {
        String text =
                "Dana uses Arc at work. Everybody liked Arc at once. Nobody sold Arc abroad. Some taught Arc to children. "
                        + "Later she made a dialect of Lisp called Arc.";

        String answer = model.complete(prompt("What is Arc?", piece(1, "memoir", text, 0, text.length())))
                .text();

        assertThat(answer)
                .contains("Later she made a dialect of Lisp called Arc.")
                .doesNotContain("Dana");
    }

    @Test
    void complete_howMuchInAYear_doesNotTakeTheYearForTheAnswer() {
        String text = "In 2019 the mercury was taken away and the lens came to rest. Nobody minded. "
                + "The hen house was painted green. The mercury, 287 kilograms, went to a plant.";

        String answer = model.complete(
                        prompt("How much mercury was taken away in 2019?", piece(1, "log", text, 0, text.length())))
                .text();

        assertThat(answer).contains("287 kilograms");
    }

    @Test
    void complete_questionAboutTheAuthor_prefersSentencesAboutThem() {
        String text =
                "Morgan sold boats at Viaweb. Dana drew maps at Viaweb. Robin kept bees at Viaweb. Kim grew plums at Viaweb. "
                        + "I wrote the editor at Viaweb. I was glad.";

        String answer = model.complete(
                        prompt("What did the author do at Viaweb?", piece(1, "memoir", text, 0, text.length())))
                .text();

        assertThat(answer).contains("I wrote the editor at Viaweb.");
    }

    @Test
    void complete_noteMarksAroundSentences_areNotQuoted() {
        String text = "The harbour has two cranes. [2]\n\n[2] One crane is from Leeds.";
        Prompt prompt = prompt("How many cranes does the harbour have?", piece(1, "notes", text, 0, text.length()));

        Completion completion = model.complete(prompt);

        assertThat(completion.text()).isEqualTo("The harbour has two cranes. One crane is from Leeds. [1]");
        assertQuotesAreExact(completion, text);
    }

    @Test
    void complete_heading_isNotQuoted() {
        String text = "# How many cranes the harbour has\n\nThe harbour has two cranes.";
        Prompt prompt = prompt("How many cranes does the harbour have?", piece(1, "page", text, 0, text.length()));

        assertThat(model.complete(prompt).text()).isEqualTo("The harbour has two cranes. [1]");
    }

    @Test
    void complete_headingOfTheNode_isNotQuoted() {
        String text = "Cranes of the harbour\n\nThe harbour has two cranes.";
        Metadata metadata = Metadata.builder()
                .set(MetadataKeys.HEADING, "Cranes of the harbour")
                .build();
        Span span = new Span(0, text.length());
        ContextPiece piece = ContextPiece.whole(1, Node.of("page", 0, span, text, metadata), 0);

        assertThat(model.complete(prompt("Which cranes has the harbour?", piece))
                        .text())
                .isEqualTo("The harbour has two cranes. [1]");
    }

    @Test
    void complete_subjectOnlyInTheHeading_isFound() {
        String text = "Stir in the treacle. Bake it in the oven for 45 minutes. Serve it hot.";
        Span span = new Span(0, text.length());
        Node node = Node.of("recipes", 0, span, text, Metadata.of(MetadataKeys.HEADING, "Storm pudding"));
        String question = "How long must the storm pudding be baked in the oven?";

        assertThat(model.complete(prompt(question, ContextPiece.whole(1, node, 0)))
                        .text())
                .contains("Bake it in the oven for 45 minutes.");
        assertThat(model.complete(prompt(question, piece(1, "recipes", text, 0, text.length())))
                        .finishReason())
                .isEqualTo(FinishReason.NO_ANSWER);
    }

    @Test
    void stream_severalSentences_comeOneByOneAndMakeTheText() {
        List<String> pieces = new ArrayList<>();
        Prompt prompt = prompt("Who built it in 1871?", piece(1, "harbour", HARBOUR, 0, HARBOUR.length()));

        Completion completion = model.stream(prompt, pieces::add);

        assertThat(pieces).hasSize(2);
        assertThat(String.join("", pieces)).isEqualTo(completion.text());
    }

    @Test
    void complete_afterClose_isRefused() {
        ExtractiveModel closed = ExtractiveModel.create();
        closed.close();
        closed.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> closed.complete(prompt("Who?")))
                .withMessageContaining("model must be open");
    }

    @Test
    void complete_anyPieces_quotesAreExactAndNothingComesTwice() {
        Randomised.times(200, random -> {
            int length = 5 + random.nextInt(116);
            int maxTokens = 1 + random.nextInt(60);
            List<ContextPiece> pieces = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                int start = random.nextInt(151);
                int end = Math.min(HARBOUR.length(), start + length);
                pieces.add(piece(pieces.size() + 1, "harbour", HARBOUR, start, end));
            }
            List<Message> messages = List.of(new Message(Message.Role.USER, "q"));
            Prompt prompt = new Prompt(
                    messages, "Who built the lighthouse on the rock in the harbour?", pieces, null, maxTokens);

            Completion completion = model.complete(prompt);

            assertQuotesAreExact(completion, HARBOUR);
            assertThat(completion.quotes()).extracting(Quote::documentSpan).doesNotHaveDuplicates();
            assertThat(model.complete(prompt)).isEqualTo(completion);
            if (completion.finishReason() != FinishReason.NO_ANSWER) {
                assertThat(completion.usage().outputTokens()).isLessThanOrEqualTo(maxTokens);
            }
        });
    }

    private static void assertQuotesAreExact(Completion completion, String document) {
        for (Quote quote : completion.quotes()) {
            String quoted = quote.documentSpan().of(document).replaceAll("\\s+", " ");
            assertThat(quote.answerSpan().of(completion.text())).isEqualTo(quoted);
        }
    }

    private static ContextPiece piece(int number, String document, String text, int start, int end) {
        Span span = new Span(start, end);
        return ContextPiece.whole(number, Node.of(document, number, span, span.of(text), Metadata.empty()), 0);
    }

    private static Prompt prompt(String question, ContextPiece... pieces) {
        return refine(question, null, pieces);
    }

    private static Prompt refine(String question, @Nullable String existing, ContextPiece... pieces) {
        return new Prompt(List.of(new Message(Message.Role.USER, question)), question, List.of(pieces), existing, 512);
    }

    /** Takes texts of one kind for the same, and all other texts for something else. */
    private record KindEmbeddings(Predicate<String> kind) implements EmbeddingModel {

        @Override
        public String name() {
            return "cranes";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 100;
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            return texts.stream().map(this::embedQuery).toList();
        }

        @Override
        public Embedding embedQuery(String text) {
            return kind.test(text) ? Embedding.of(1, 0) : Embedding.of(0, 1);
        }
    }
}
