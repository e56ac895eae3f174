package dev.lectern.synthesize;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs as many nodes into each prompt as fit, and improves the answer with the next prompt: {@link ResponseMode#COMPACT}.
 *
 * <pre>{@code
 * ResponseSynthesizer synthesizer = CompactSynthesizer.create(model);
 * Response response = synthesizer.synthesize(Query.of("When does the tide turn?"), nodes);
 * }</pre>
 *
 * <p>Where the model says nothing, or the service withholds an answer, an earlier answer stays; without one the text says so.
 *
 * <p>The window of the model is shared out before the first call: rules, question, answer reserve, the answer so far at its largest,
 * and the nodes in what is left, all counted with the model's own tokenizer. {@link #plan} shows the result.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 */
public final class CompactSynthesizer implements ResponseSynthesizer {

    private static final Logger log = LoggerFactory.getLogger(CompactSynthesizer.class);

    private final LanguageModel model;
    private final PromptTemplates templates;
    private final int maxOutputTokens;
    private final OverflowPolicy overflow;
    private final String noContextText;

    private CompactSynthesizer(Builder builder) {
        this.model = builder.model;
        this.templates = builder.templates;
        this.maxOutputTokens =
                Math.min(builder.maxOutputTokens, builder.model.limits().outputTokens());
        this.overflow = builder.overflow;
        this.noContextText = builder.noContextText;
    }

    /** Makes a synthesizer with defaults; the model stays the caller's to close. */
    public static CompactSynthesizer create(LanguageModel model) {
        return builder(model).build();
    }

    /** Starts a synthesizer; the model stays the caller's to close. */
    public static Builder builder(LanguageModel model) {
        return new Builder(model);
    }

    @Override
    public Response synthesize(Query query, List<ScoredNode> nodes) {
        return synthesize(query, nodes, Cancellation.none());
    }

    @Override
    public Response synthesize(Query query, List<ScoredNode> nodes, Cancellation cancellation) {
        long start = System.nanoTime();
        SynthesisPlan plan = plan(query, nodes);
        Draft draft = new Draft();
        for (SynthesisPlan.Call call : plan.calls()) {
            Completion completion = model.complete(prompt(query, call, draft.answer()), cancellation);
            draft.improve(completion);
            log.debug(
                    "called {} with {} context pieces: {}",
                    model.name(),
                    call.context().size(),
                    completion.usage());
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Usage usage = Usage.synthesis(plan.calls().size(), draft.usage(), time);
        return plan.calls().isEmpty()
                ? new Response(
                        noContextText,
                        ResponseStatus.NO_CONTEXT,
                        Citations.references(nodes, plan, "", List.of()),
                        List.of(),
                        usage,
                        FinishReason.NOT_CALLED)
                : new Response(
                        draft.text(),
                        draft.status(),
                        Citations.references(nodes, plan, draft.text(), draft.quotes()),
                        draft.quotes(),
                        usage,
                        draft.finishReason());
    }

    /**
     * Returns what an answer would take, without calling the model.
     *
     * @throws SynthesisException if the question leaves no room for a node (message has the numbers)
     */
    public SynthesisPlan plan(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        if (nodes.isEmpty()) {
            return new SynthesisPlan(List.of(), List.of());
        }
        Tokenizer tokenizer = model.tokenizer();
        int window = model.limits().contextTokens() - maxOutputTokens;
        int first = window - count(tokenizer, templates.answerMessages(query.text(), ""));
        int later = window - count(tokenizer, templates.refineMessages(query.text(), "", "")) - maxOutputTokens;
        requireRoom(first);
        boolean single = overflow == OverflowPolicy.DROP_LOWEST;
        int next = single || later < 1
                ? first
                : Math.min(first, later); // while there is no answer, the next call asks like the first
        List<List<ContextPiece>> packs = new ContextPacker(tokenizer, first, next).pack(nodes);
        int calls = single ? Math.min(1, packs.size()) : packs.size();
        if (calls > 1) {
            requireRoom(later);
        }
        List<List<ContextPiece>> shown = packs.subList(0, calls);
        return new SynthesisPlan(
                shown.stream()
                        .map(pack -> new SynthesisPlan.Call(pack, window, maxOutputTokens))
                        .toList(),
                ContextPacker.leftOut(nodes, shown));
    }

    private void requireRoom(int tokens) {
        if (tokens < 1) {
            throw new SynthesisException(
                    model.name(),
                    "Could not fit the sources into " + model.name()
                            + ": rules, question, answer so far and answer take "
                            + (model.limits().contextTokens() - tokens) + " tokens of its window of "
                            + model.limits().contextTokens()
                            + ". Ask a shorter question, lower maxOutputTokens (" + maxOutputTokens
                            + "), retrieve fewer nodes, or use a model with a larger window.",
                    null);
        }
    }

    private Prompt prompt(Query query, SynthesisPlan.Call call, String answer) {
        String context = ContextText.of(call.context());
        List<Message> messages = answer.isEmpty()
                ? templates.answerMessages(query.text(), context)
                : templates.refineMessages(query.text(), context, answer);
        return new Prompt(messages, query.text(), call.context(), answer.isEmpty() ? null : answer, maxOutputTokens);
    }

    /** Two more per message, for a token at each seam where the sources or the answer so far go in. */
    private static int count(Tokenizer tokenizer, List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> tokenizer.count(message.text()) + 2)
                .sum();
    }

    /** Collects the options of a synthesizer; one thread at a time. */
    public static final class Builder {

        private final LanguageModel model;
        private PromptTemplates templates = PromptTemplates.defaults();
        private int maxOutputTokens = 512;
        private OverflowPolicy overflow = OverflowPolicy.REFINE;
        private String noContextText = "Nothing was found for this question.";

        private Builder(LanguageModel model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /** Sets the wording of prompts; {@link PromptTemplates#defaults()} unless set. */
        public Builder templates(PromptTemplates changed) {
            this.templates = Objects.requireNonNull(changed, "templates");
            return this;
        }

        /** Sets the size of an answer at most, in the model's tokens, 1 or more; 512 (about a page) unless set, less where the model gives less. */
        public Builder maxOutputTokens(int changed) {
            if (changed < 1) {
                throw new IllegalArgumentException("maxOutputTokens must be 1 or more, got: " + changed);
            }
            this.maxOutputTokens = changed;
            return this;
        }

        /** Sets what happens when the nodes do not fit into one prompt; {@link OverflowPolicy#REFINE} unless set. */
        public Builder overflow(OverflowPolicy changed) {
            this.overflow = Objects.requireNonNull(changed, "overflow");
            return this;
        }

        /** Sets the text of a response without any source. */
        public Builder noContextText(String changed) {
            this.noContextText = Objects.requireNonNull(changed, "noContextText");
            return this;
        }

        /** Returns the synthesizer. */
        public CompactSynthesizer build() {
            return new CompactSynthesizer(this);
        }
    }
}
