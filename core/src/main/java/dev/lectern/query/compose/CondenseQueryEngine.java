package dev.lectern.query.compose;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.LecternException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.query.Explanation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.AnswerListener;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Answers a follow-up question: a model rewrites it so that it can be understood without what was said before, then an engine answers it.
 *
 * <pre>{@code
 * CondenseQueryEngine engine = CondenseQueryEngine.create(index.queryEngine(options), model);
 * Response first = engine.query("When does the last ferry leave?");
 * engine.after(List.of(new Turn("When does the last ferry leave?", first.text()))).query("And on Sundays?");
 * }</pre>
 *
 * <p>It keeps no history: {@link #after} takes it. As many of the latest turns are shown to the model, whole, as fit into a number of tokens and its window;
 * where not even the latest does, its question alone is. Other words than the user's are a remark of kind REWORDED, which also says what was left
 * out. Without history the question goes to the engine as it is. So it does, with a remark of kind FALLBACK, where the model fails, says nothing, has
 * no room, or does not follow instructions: the extractive model cannot rewrite.
 *
 * <p>Cost: one model call for a question with history. Immutable; thread-safety: safe for concurrent use.
 */
public final class CondenseQueryEngine implements QueryEngine {

    /** Some five turns of the length of this project's answers. */
    public static final int DEFAULT_HISTORY_TOKENS = 1000;

    private static final String CONDENSE = "condense";

    private static final String HISTORY = "{history}";

    /** The wording of the prompt unless another is given; {@code {history}} and {@code {query}} stand for the turns and the last question. */
    public static final PromptTemplate DEFAULT_TEMPLATE = PromptTemplate.of(
            "You rewrite the last question of a conversation so that it can be understood without the conversation."
                    + " Keep its language, and put in the names it refers to. Write the question and nothing else. If it can be understood alone,"
                    + " write it unchanged.",
            "{history}Last question: {query}\n\nThe question rewritten:");

    /** For what the model puts in, beside twice the question. */
    private static final int MORE_TOKENS = 64;

    private final QueryEngine engine;
    private final LanguageModel model;
    private final int historyTokens;
    private final PromptTemplate template;
    private final List<Turn> history;

    private CondenseQueryEngine(
            QueryEngine engine, LanguageModel model, int historyTokens, PromptTemplate template, List<Turn> history) {
        this.engine = engine;
        this.model = model;
        this.historyTokens = historyTokens;
        this.template = template.requiring("template", HISTORY, Asking.QUERY);
        this.history = history;
    }

    /** Makes an engine without history that shows {@link #DEFAULT_HISTORY_TOKENS} of it at most. */
    public static CondenseQueryEngine create(QueryEngine engine, LanguageModel model) {
        return create(engine, model, DEFAULT_HISTORY_TOKENS);
    }

    /**
     * Makes an engine without history.
     *
     * @param engine answers; stays the caller's, as the model does
     * @param historyTokens how much of the history the model sees at most, in its tokens, 1 or more
     * @throws IllegalArgumentException if the number is below 1
     */
    public static CondenseQueryEngine create(QueryEngine engine, LanguageModel model, int historyTokens) {
        return create(engine, model, historyTokens, DEFAULT_TEMPLATE);
    }

    /**
     * Makes an engine without history and with a wording of your own.
     *
     * @param template asks for the question rewritten and nothing else; holds {@code {history}} and {@code {query}}
     * @throws IllegalArgumentException if the number is below 1, or the template lacks one of its places
     * @see #create(QueryEngine, LanguageModel, int)
     */
    public static CondenseQueryEngine create(
            QueryEngine engine, LanguageModel model, int historyTokens, PromptTemplate template) {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(model, "model");
        if (historyTokens < 1) {
            throw new IllegalArgumentException("historyTokens must be 1 or more, got: " + historyTokens);
        }
        return new CondenseQueryEngine(engine, model, historyTokens, template, List.of());
    }

    /**
     * Returns an engine whose questions follow what was said.
     *
     * @param turns oldest first; they take the place of those before
     */
    public CondenseQueryEngine after(List<Turn> turns) {
        return new CondenseQueryEngine(engine, model, historyTokens, template, List.copyOf(turns));
    }

    /** The question to ask, what to say about it, and what it cost. */
    private record Asked(Query query, List<Remark> remarks, Usage usage) {

        Response mark(Response response) {
            return response.withUsage(response.usage().plus(usage)).withRemarks(remarks);
        }
    }

    @Override
    public Response query(Query query) {
        return query(query, Cancellation.none());
    }

    @Override
    public Response query(Query query, Cancellation cancellation) {
        return answer(query, cancellation, asked -> engine.query(asked, cancellation));
    }

    @Override
    public Explanation explain(Query query) {
        Explanation explanation = engine.explain(query);
        return history.isEmpty() || !model.followsInstructions()
                ? explanation
                : explanation.noting(
                        "Rewriting the question takes 1 model call more. What follows is for the question as it stands.");
    }

    @Override
    public Response stream(Query query, AnswerListener listener, Cancellation cancellation) {
        Forward forward = new Forward(Objects.requireNonNull(listener, "listener"));
        cancellation.check(AnswerEvent.SUBJECT);
        if (!history.isEmpty()) {
            listener.on(AnswerEvent.Stage.once(CONDENSE));
        }
        return forward.end(answer(query, cancellation, asked -> engine.stream(asked, forward, cancellation)));
    }

    private Response answer(Query query, Cancellation cancellation, Function<Query, Response> ask) {
        Objects.requireNonNull(query, "query");
        cancellation.check(AnswerEvent.SUBJECT);
        Asked asked = history.isEmpty() ? new Asked(query, List.of(), Usage.NONE) : condensed(query, cancellation);
        return asked.mark(ask.apply(asked.query()));
    }

    private Asked condensed(Query query, Cancellation cancellation) {
        if (!model.followsInstructions()) {
            return unchanged(query, model.name() + " does not rewrite questions", Usage.NONE);
        }
        int output =
                Math.min(model.limits().outputTokens(), 2 * model.tokenizer().count(query.text()) + MORE_TOKENS);
        int room = model.limits().contextTokens() - output - Asking.count(model, messages(query, List.of()));
        Shown shown = latest(Math.min(room, historyTokens));
        if (shown.texts().isEmpty()) {
            return unchanged(
                    query,
                    "no turn of the conversation fits into "
                            + (room < historyTokens ? model.name() : historyTokens + " tokens"),
                    Usage.NONE);
        }
        long start = System.nanoTime();
        Completion completion;
        try {
            completion = model.complete(
                    new Prompt(messages(query, shown.texts()), query.text(), List.of(), null, output), cancellation);
        } catch (CancelledException e) {
            throw e;
        } catch (LecternException e) {
            return unchanged(query, "it could not be rewritten: " + e.getMessage(), Asking.usage(e, start));
        }
        Usage usage = Asking.usage(completion.usage(), start);
        String rewritten = firstLine(completion.text());
        if (rewritten.isEmpty() || completion.finishReason() != FinishReason.STOP) {
            return unchanged(query, model.name() + " did not rewrite it", usage);
        }
        return rewritten.equals(query.text())
                ? new Asked(query, List.of(), usage)
                : new Asked(
                        new Query(rewritten, query.topK(), query.filter()),
                        List.of(new Remark(
                                Remark.Kind.REWORDED, query.text(), "Asked as: " + rewritten + shown.leftOut())),
                        usage);
    }

    private List<Message> messages(Query query, List<String> turns) {
        return Asking.messages(model, template, Map.of(HISTORY, String.join("", turns), Asking.QUERY, query.text()));
    }

    /**
     * What the model sees of the history.
     *
     * @param texts oldest first
     * @param leftOut what it does not see, as a sentence behind a blank; empty where it sees all
     */
    private record Shown(List<String> texts, String leftOut) {}

    /** Returns the latest turns that fit, or the question of the last where that does. */
    private Shown latest(int tokens) {
        List<String> shown = new ArrayList<>();
        int left = tokens;
        for (int i = history.size() - 1; i >= 0; i--) {
            Turn turn = history.get(i);
            String text = "Question: " + turn.question() + "\nAnswer: " + turn.answer() + "\n\n";
            left -= model.tokenizer().count(text) + 1;
            if (left < 0) {
                break;
            }
            shown.add(0, text);
        }
        if (shown.isEmpty()) {
            String question = "Question: " + history.get(history.size() - 1).question() + "\n\n";
            return model.tokenizer().count(question) + 1 <= tokens
                    ? new Shown(List.of(question), " Only the question before it was shown.")
                    : new Shown(List.of(), "");
        }
        int out = history.size() - shown.size();
        return new Shown(shown, out == 0 ? "" : " The " + out + " oldest turns were left out.");
    }

    /** Takes the first line that says something, without the quotation marks that models like to add. */
    private static String firstLine(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        boolean quoted = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
        return quoted ? line.substring(1, line.length() - 1).strip() : line;
    }

    private static Asked unchanged(Query query, String reason, Usage usage) {
        Remark remark = new Remark(
                Remark.Kind.FALLBACK,
                query.text(),
                "The question was asked as it stands: " + reason + (reason.endsWith(".") ? "" : "."));
        return new Asked(query, List.of(remark), usage);
    }

    /** Returns the name, the length of the history and the engine within, for people. */
    @Override
    public String toString() {
        return "CondenseQueryEngine[" + history.size() + " turns, " + engine + "]";
    }
}
