package dev.lectern.synthesize;

import dev.lectern.document.Excerpt;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.json.JsonTree;
import dev.lectern.model.Cancellation;
import dev.lectern.model.FinishReason;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an answer that is a value of a record class.
 *
 * <pre>{@code
 * record Ferry(String harbour, LocalTime departs, Optional<String> platform) {}
 *
 * TypedResponse<Ferry> answer = TypedSynthesizer.create(model, Ferry.class).synthesize(query, nodes);
 * }</pre>
 *
 * <p>The JSON Schema of the class is derived and goes to the model, and what comes back is checked: names, types, formats, and what the
 * record's own constructor refuses. A reply that is not right goes back once with what is wrong. What the sources may leave open should
 * be {@code Optional}, or the model has to make something up.
 *
 * <p>The answer is made of what fits into one prompt; the lowest ranked nodes are left out and reported. The model is not asked for marks, and
 * numbers in brackets are values: which of the sources a value is from is not known.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 */
public final class TypedSynthesizer<T extends Record> {

    /** What of the problems goes back to the model: ten of them or so. */
    private static final int MAX_PROBLEM_CHARS = 800;

    /** At two characters a token, which no tokenizer of a usual language exceeds by far, and the words around. */
    private static final int REPAIR_TOKENS = MAX_PROBLEM_CHARS / 2 + 60;

    private final LanguageModel model;
    private final Class<T> type;
    private final ValueShape shape;
    private final PromptWriter writer;
    private final int maxOutputTokens;

    private TypedSynthesizer(LanguageModel model, Class<T> type, PromptTemplates templates, int maxOutputTokens) {
        this.model = Objects.requireNonNull(model, "model");
        this.type = Objects.requireNonNull(type, "type");
        this.shape = ValueShape.of(type);
        String name = type.getSimpleName().replaceAll("[^A-Za-z0-9_-]", "_");
        JsonFormat format = new JsonFormat(Excerpt.of(name, 64), shape.schema());
        this.writer = new PromptWriter(
                model,
                templates,
                format,
                "Reply with one JSON object and nothing else, after this JSON Schema:\n" + shape.schema()
                        + "\nWhere the sources do not say it, and the schema allows it, the value is null.");
        this.maxOutputTokens = Math.min(maxOutputTokens, model.limits().outputTokens());
    }

    /**
     * Makes a synthesizer with defaults.
     *
     * @param model answers; stays the caller's to close
     * @param type its components are text, numbers, booleans, enums, dates, times, instants, records of these, and lists or optionals
     * @throws IllegalArgumentException if a component has another type, or the class is not open to this module (message has which)
     */
    public static <T extends Record> TypedSynthesizer<T> create(LanguageModel model, Class<T> type) {
        return create(model, type, PromptTemplates.typed(), 512);
    }

    /**
     * Makes a synthesizer.
     *
     * @param templates only the wording that asks for an answer is used; should not ask for source numbers
     * @param maxOutputTokens the size of the value's JSON at most, 1 or more
     * @see #create(LanguageModel, Class)
     */
    public static <T extends Record> TypedSynthesizer<T> create(
            LanguageModel model, Class<T> type, PromptTemplates templates, int maxOutputTokens) {
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("maxOutputTokens must be 1 or more, got: " + maxOutputTokens);
        }
        return new TypedSynthesizer<>(model, type, templates, maxOutputTokens);
    }

    /** Returns the JSON Schema that the model is given. */
    public String schema() {
        return shape.schema();
    }

    /** Makes an answer. */
    public TypedResponse<T> synthesize(Query query, List<ScoredNode> nodes) {
        return synthesize(query, nodes, Cancellation.none());
    }

    /**
     * Makes an answer unless it is cancelled.
     *
     * @param nodes best first; without any no model is called and there is no value
     * @throws TypedAnswerException if the model gives no such value, told once what was wrong
     * @throws dev.lectern.model.ModelException if the model fails
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     */
    public TypedResponse<T> synthesize(Query query, List<ScoredNode> nodes, Cancellation cancellation) {
        long start = System.nanoTime();
        SynthesisPlan plan = new Planner(model, writer, maxOutputTokens, maxOutputTokens + REPAIR_TOKENS, query, nodes)
                .plan(ResponseMode.COMPACT, OverflowPolicy.DROP_LOWEST);
        ModelCalls calls = new ModelCalls(model, false, FailurePolicy.FAIL_FAST, null);
        if (plan.calls().isEmpty()) {
            return new TypedResponse<>(null, response(plan, nodes, calls, null, start));
        }
        SynthesisPlan.Call call = plan.calls().get(0);
        Prompt prompt = writer.overSources(query, call, "");
        Said reply = calls.call(prompt, call.context(), null, cancellation);
        List<String> problems = new ArrayList<>();
        T value = read(reply, problems);
        if (value == null) {
            reply = calls.call(repairing(prompt, reply.text(), problems), call.context(), null, cancellation);
            problems.clear();
            value = read(reply, problems);
        }
        if (value == null) {
            throw new TypedAnswerException(model.name(), type.getSimpleName(), problems);
        }
        return new TypedResponse<>(value, response(plan, nodes, calls, reply, start));
    }

    private @Nullable T read(Said reply, List<String> problems) {
        if (reply.finishReason() == FinishReason.FILTERED || reply.finishReason() == FinishReason.NO_ANSWER) {
            problems.add("$ is missing: the model gave no answer");
            return null;
        }
        if (reply.finishReason() == FinishReason.LENGTH) {
            problems.add("$ must be complete within " + maxOutputTokens + " tokens, got: a reply that was cut there");
            return null;
        }
        try {
            Object json = JsonTree.read(FilteredReply.unfenced(reply.text()));
            return type.cast(shape.reader().read(json, "$", problems));
        } catch (IOException e) {
            problems.add("$ must be one JSON object, got: \"" + Excerpt.of(reply.text(), 60) + '"');
            return null;
        }
    }

    private static Prompt repairing(Prompt prompt, String reply, List<String> problems) {
        List<Message> messages = new ArrayList<>(prompt.messages());
        if (!reply.isBlank()) {
            messages.add(new Message(Message.Role.ASSISTANT, reply));
        }
        messages.add(new Message(
                Message.Role.USER,
                "This is not what was asked for: " + Excerpt.of(String.join("; ", problems), MAX_PROBLEM_CHARS)
                        + ". Reply with the right JSON object and nothing else."));
        return new Prompt(messages, prompt.query(), prompt.context(), null, prompt.maxOutputTokens(), prompt.json());
    }

    private static Response response(
            SynthesisPlan plan, List<ScoredNode> nodes, ModelCalls calls, @Nullable Said reply, long start) {
        String text = reply == null ? "" : reply.text();
        return new Response(
                text,
                reply == null ? ResponseStatus.NO_CONTEXT : ResponseStatus.ANSWERED,
                Citations.references(nodes, plan, "", List.of()), // numbers in JSON are values and no marks
                List.of(),
                Usage.synthesis(calls.count(), calls.tokens(), Duration.ofNanos(System.nanoTime() - start)),
                reply == null ? FinishReason.NOT_CALLED : reply.finishReason());
    }
}
