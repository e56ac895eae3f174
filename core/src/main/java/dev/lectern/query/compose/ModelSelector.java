package dev.lectern.query.compose;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.LecternException;
import dev.lectern.json.JsonQuestion;
import dev.lectern.model.Cancellation;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Has a language model choose the engine: it reads the question and the descriptions, and answers with a number.
 *
 * <p>An answer that holds no such number chooses none; neither does a model that fails, or whose window is too small for the question and all descriptions:
 * none is left out, since the right one might be. Cost: one model call, also where it fails.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 */
public final class ModelSelector implements EngineSelector {

    private static final String CHOICES = "{choices}";

    /** The wording of the prompt unless another is given; {@code {query}} and {@code {choices}}, a numbered list, stand for their values. */
    public static final PromptTemplate DEFAULT_TEMPLATE = PromptTemplate.of(
            "You choose who answers a question. You are given the question and a numbered list of what each can"
                    + " answer. Write the number of the one that fits best as JSON, like {\"choice\": 2}, and nothing else.",
            "Question: {query}\n\n{choices}");

    private static final JsonFormat FORMAT = new JsonFormat(
            "choice",
            "{\"type\":\"object\",\"properties\":{\"choice\":{\"type\":\"integer\"}},\"required\":[\"choice\"],"
                    + "\"additionalProperties\":false}");

    private static final int ANSWER_TOKENS = 32;

    private final JsonQuestion question;
    private final PromptTemplate template;

    private ModelSelector(LanguageModel model, PromptTemplate template) {
        this.question = new JsonQuestion(model, FORMAT, ANSWER_TOKENS);
        this.template = template.requiring("template", Asking.QUERY, CHOICES);
    }

    /**
     * Makes a selector with {@link #DEFAULT_TEMPLATE}.
     *
     * @throws UnsupportedOperationException if the model does not follow instructions
     */
    public static ModelSelector create(LanguageModel model) {
        return create(model, DEFAULT_TEMPLATE);
    }

    /**
     * Makes a selector with a wording of your own.
     *
     * @param template asks for JSON like {@code {"choice": 2}}; holds {@code {query}} and {@code {choices}}
     * @throws UnsupportedOperationException if the model does not follow instructions
     * @throws IllegalArgumentException if the template lacks one of its places
     */
    public static ModelSelector create(LanguageModel model, PromptTemplate template) {
        Asking.requireInstructions(model, "choose an engine", "choose by embedding");
        return new ModelSelector(model, template);
    }

    @Override
    public Selection select(Query query, List<NamedEngine> engines, Cancellation cancellation) {
        LanguageModel model = question.model();
        List<String> choices = new ArrayList<>();
        engines.forEach(engine -> choices.add((choices.size() + 1) + ". " + engine.description()));
        List<Message> messages = Asking.messages(
                model, template, Map.of(Asking.QUERY, query.text(), CHOICES, String.join("\n", choices)));
        int room = question.room(messages);
        if (room < 0) {
            return new Selection(
                    null,
                    "the question and " + engines.size() + " descriptions do not fit into " + model.name() + " by "
                            + -room + " tokens; shorten them, or choose by embedding",
                    Usage.NONE);
        }
        long start = System.nanoTime();
        JsonQuestion.Reply reply;
        try {
            reply = question.ask(messages, query.text(), cancellation);
        } catch (CancelledException e) {
            throw e;
        } catch (LecternException e) {
            return new Selection(null, "the choice failed: " + e.getMessage(), Asking.usage(e, start));
        }
        Usage usage = Asking.usage(reply.usage(), start);
        OptionalInt choice = JsonQuestion.number(reply.member("choice"), engines.size());
        return choice.isPresent()
                ? new Selection(engines.get(choice.getAsInt() - 1).name(), model.name() + " chose it", usage)
                : new Selection(null, model.name() + " named none of 1 to " + engines.size(), usage);
    }
}
