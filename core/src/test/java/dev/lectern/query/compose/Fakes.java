package dev.lectern.query.compose;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.CompletionSink;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.query.Explanation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SourceReference;
import dev.lectern.synthesize.SynthesisPlan;
import dev.lectern.synthesize.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A model that answers by a rule, and responses, for tests of engines over engines. */
final class Fakes {

    static final Query QUERY = Query.of("How do tides and ferries differ?").withTopK(3);

    private Fakes() {}

    /** Answers by a rule, word by word; keeps its prompts. Each answer costs 10 tokens in and 3 out. Thread-safe. */
    static final class Model implements LanguageModel {

        final List<Prompt> prompts = new CopyOnWriteArrayList<>();
        private final Function<Prompt, String> rule;
        private final ModelLimits limits;
        FinishReason reason = FinishReason.STOP;

        Model(Function<Prompt, String> rule) {
            this(rule, new ModelLimits(4000, 500));
        }

        Model(Function<Prompt, String> rule, ModelLimits limits) {
            this.rule = rule;
            this.limits = limits;
        }

        /** A model that gives one answer whatever it is asked. */
        static Model saying(String answer) {
            return new Model(prompt -> answer);
        }

        static Model failing() {
            return new Model(prompt -> {
                throw new ModelException("fake", "Could not complete the prompt: no power. Wait.", null);
            });
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public ModelLimits limits() {
            return limits;
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
            prompts.add(prompt);
            String text = rule.apply(prompt);
            for (String word : text.split("(?= )", -1)) {
                if (!word.isEmpty()) {
                    sink.text(word);
                }
            }
            return new Completion(text, reason, new TokenUsage(10, 3), List.of());
        }
    }

    /** Makes a response of one model call of 100 tokens in and 20 out. */
    static Response response(String text, ResponseStatus status, String... documents) {
        List<SourceReference> sources = new ArrayList<>();
        for (String document : documents) {
            Node node = Node.of(document, 0, new Span(0, document.length()), document, Metadata.empty());
            sources.add(new SourceReference(sources.size() + 1, ScoredNode.unscored(node), SourceReference.Use.GIVEN));
        }
        Usage usage = Usage.synthesis(1, new TokenUsage(100, 20), Duration.ZERO);
        FinishReason reason = status == ResponseStatus.ANSWERED ? FinishReason.STOP : FinishReason.NO_ANSWER;
        return new Response(text, status, sources, List.of(), usage, reason);
    }

    static Response answered(String text, String... documents) {
        return response(text, ResponseStatus.ANSWERED, documents);
    }

    /** Makes an engine that explains itself by a number of calls of 120 tokens each, and does not answer. */
    static QueryEngine explained(int calls) {
        SynthesisPlan.Call call = new SynthesisPlan.Call(SynthesisPlan.Kind.ANSWER, List.of(), List.of(), 100, 20);
        SynthesisPlan plan =
                new SynthesisPlan(ResponseMode.COMPACT, Collections.nCopies(calls, call), List.of(), Map.of());
        return new QueryEngine() {
            @Override
            public Response query(Query query) {
                throw new IllegalStateException("nobody asks here");
            }

            @Override
            public Explanation explain(Query query) {
                return new Explanation(List.of(), plan);
            }
        };
    }

    static List<String> documents(Response response) {
        return response.sources().stream()
                .map(source -> source.source().node().documentId())
                .toList();
    }

    static String joined(List<AnswerEvent> events) {
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
}
