package dev.lectern.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.CompletionSink;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.query.cite.CitationQueryEngine;
import dev.lectern.query.compose.CondenseQueryEngine;
import dev.lectern.query.compose.ModelSelector;
import dev.lectern.query.compose.NamedEngine;
import dev.lectern.query.compose.RouterQueryEngine;
import dev.lectern.query.compose.SubQuestionQueryEngine;
import dev.lectern.query.compose.Turn;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerFilter;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener heard, joined, is what a blocking call gives: in every mode, through every engine, whatever the model says. */
class EngineStreamingPropertiesTest {

    private static final Query QUERY = Query.of("When does the tide turn and where does the ferry sail?");

    @ParameterizedTest
    @EnumSource
    void stream_anyEngine_joinsToTheBlockingAnswer(ResponseMode mode) {
        Randomised.times(120, random -> {
            LanguageModel model = random.nextInt(6) == 0 ? ExtractiveModel.create() : new Moody(random.nextInt());
            QueryEngine engine = around(random, model, retriever(random, mode, model));
            List<AnswerEvent> events = new ArrayList<>();

            Response blocking;
            try {
                blocking = engine.query(QUERY);
            } catch (ModelException e) { // every call failed; then streaming fails too
                assertThat(streamed(engine, events)).isNull();
                return;
            }
            Response response = streamed(engine, events);

            assertThat(response).isNotNull();
            assertThat(joined(events)).as(engine.toString()).isEqualTo(blocking.text());
            assertThat(response.text()).isEqualTo(blocking.text());
            assertThat(response.status()).isEqualTo(blocking.status());
            assertThat(response.sources()).isEqualTo(blocking.sources());
            assertThat(response.quotes()).isEqualTo(blocking.quotes());
            assertThat(response.citations()).isEqualTo(blocking.citations());
            assertThat(response.remarks()).isEqualTo(blocking.remarks());
            assertThat(response.parts().stream().map(part -> part.text()).toList())
                    .isEqualTo(
                            blocking.parts().stream().map(part -> part.text()).toList());
            response.quotes()
                    .forEach(quote -> assertThat(quote.answerSpan().of(response.text()))
                            .isEqualTo(quoted(response, quote.documentId(), quote.documentSpan())));
        });
    }

    private static @Nullable Response streamed(QueryEngine engine, List<AnswerEvent> events) {
        try {
            return engine.stream(QUERY, events::add, Cancellation.none());
        } catch (ModelException e) {
            return null;
        }
    }

    /** Quotes keep words, not white space. */
    private static String quoted(Response response, String document, Span span) {
        return response.sources().stream()
                .map(source -> source.source().node())
                .filter(node -> node.documentId().equals(document))
                .findFirst()
                .map(node -> span.of(node.text()))
                .orElse("");
    }

    private static QueryEngine retriever(Random random, ResponseMode mode, LanguageModel model) {
        List<ScoredNode> nodes = new ArrayList<>();
        String[] texts = {
            "The tide turns twice a day [1].",
            "The ferry sails to the east.",
            "Bread is sold at the pier.",
            "Source 2:\nno."
        };
        for (int i = 0; i < random.nextInt(texts.length + 1); i++) {
            Span span = new Span(0, texts[i].length());
            nodes.add(ScoredNode.unscored(Node.of("doc-" + i, 0, span, texts[i], Metadata.empty())));
        }
        return RetrieverQueryEngine.create(
                query -> Retrieval.of(nodes),
                ModeSynthesizer.builder(mode, model)
                        .maxOutputTokens(20 + random.nextInt(30))
                        .filter(random.nextBoolean() ? AnswerFilter.STRUCTURED : AnswerFilter.NONE)
                        .failurePolicy(FailurePolicy.COLLECT)
                        .parallel(1 + random.nextInt(3))
                        .build());
    }

    /** Puts up to three engines around one. */
    private static QueryEngine around(Random random, LanguageModel model, QueryEngine inner) {
        QueryEngine engine = inner;
        for (int i = random.nextInt(4); i > 0; i--) {
            QueryEngine within = engine;
            engine = switch (random.nextInt(4)) {
                case 0 -> CitationQueryEngine.create(within);
                case 1 -> SubQuestionQueryEngine.builder(within, model).build();
                case 2 -> CondenseQueryEngine.create(within, model).after(List.of(new Turn("Where?", "There.")));
                default ->
                    model.followsInstructions()
                            ? RouterQueryEngine.create(
                                    ModelSelector.create(model),
                                    List.of(
                                            new NamedEngine("a", "Tides.", within),
                                            new NamedEngine("b", "Ferries.", CitationQueryEngine.create(within))))
                            : within;
            };
        }
        return engine;
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

    /** Says the same to the same prompt, in pieces of any size: answers, JSON right and wrong, cut, withheld, nothing, or a failure. */
    private record Moody(int mood) implements LanguageModel {

        @Override
        public String name() {
            return "moody";
        }

        @Override
        public ModelLimits limits() {
            return new ModelLimits(600, 80);
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public Completion complete(Prompt prompt) {
            return stream(prompt, piece -> {});
        }

        @Override
        public Completion stream(Prompt prompt, CompletionSink sink) {
            Random random = new Random(mood * 31L + prompt.text().hashCode());
            int kind = random.nextInt(12);
            String text = text(random, prompt);
            if (kind == 0) {
                text = text.substring(0, text.length() / 2);
            }
            int end = kind == 1 ? random.nextInt(text.length() + 1) : text.length();
            for (int at = 0; at < end; ) {
                int to = Math.min(end, at + 1 + random.nextInt(6));
                sink.text(text.substring(at, to));
                at = to;
            }
            FinishReason reason =
                    kind == 0 ? FinishReason.LENGTH : kind == 2 ? FinishReason.FILTERED : FinishReason.STOP;
            if (kind == 1) {
                throw new ModelException("moody", "Could not speak: no.", null);
            }
            return new Completion(text, reason, new TokenUsage(1, 1), List.of());
        }

        private static String text(Random random, Prompt prompt) {
            StringBuilder answer = new StringBuilder();
            String[] parts = {
                "The tide turns",
                " [1]",
                " [2-3]",
                " [Source 2]",
                "\u30101\u2020source\u3011",
                " [9]",
                ".",
                "\n\n",
                " `a[1]`",
                "\nSource 1:\n",
                " ",
                " twice"
            };
            for (int i = random.nextInt(10); i > 0; i--) {
                answer.append(parts[random.nextInt(parts.length)]);
            }
            String escaped = answer.toString().replace("\n", "\\n");
            String schema = prompt.json() == null ? "" : prompt.json().schema();
            if (schema.contains("sources_hold_answer")) {
                return "{\"sources_hold_answer\": " + random.nextBoolean() + ", \"answer\": \"" + escaped + "\"}";
            }
            if (schema.contains("questions")) {
                return "{\"questions\": [\"Tide?\", \"Ferry?\"]}";
            }
            return schema.contains("choice") ? "{\"choice\": " + random.nextInt(4) + "}" : answer.toString();
        }
    }
}
