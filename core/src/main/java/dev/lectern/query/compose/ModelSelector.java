package dev.lectern.query.compose;

import dev.lectern.json.JsonQuestion;
import dev.lectern.model.Cancellation;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.Usage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Has a language model choose the engine: it reads the question and the descriptions, and answers with a number.
 *
 * <p>An answer that holds no such number chooses none. Cost: one model call.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 */
public final class ModelSelector implements EngineSelector {

    private static final JsonFormat FORMAT = new JsonFormat(
            "choice",
            "{\"type\":\"object\",\"properties\":{\"choice\":{\"type\":\"integer\"}},\"required\":[\"choice\"],"
                    + "\"additionalProperties\":false}");

    private static final String RULES =
            "You choose who answers a question. You are given the question and a numbered list of what each can"
                    + " answer. Write the number of the one that fits best as JSON, like {\"choice\": 2}, and nothing else.";

    private static final int ANSWER_TOKENS = 32;

    private final JsonQuestion question;

    private ModelSelector(LanguageModel model) {
        this.question = new JsonQuestion(model, FORMAT, ANSWER_TOKENS);
    }

    /**
     * Makes a selector.
     *
     * @throws UnsupportedOperationException if the model does not follow instructions
     */
    public static ModelSelector create(LanguageModel model) {
        Instructions.require(model, "choose an engine", "choose by embedding");
        return new ModelSelector(model);
    }

    @Override
    public Selection select(Query query, List<NamedEngine> engines, Cancellation cancellation) {
        long start = System.nanoTime();
        StringBuilder request =
                new StringBuilder("Question: ").append(query.text()).append("\n");
        for (int i = 0; i < engines.size(); i++) {
            request.append('\n')
                    .append(i + 1)
                    .append(". ")
                    .append(engines.get(i).description());
        }
        JsonQuestion.Reply reply = question.ask(RULES, request.toString(), query.text(), cancellation);
        Usage usage = Usage.synthesis(1, reply.usage(), Duration.ofNanos(System.nanoTime() - start));
        OptionalInt choice = JsonQuestion.number(reply.member("choice"), engines.size());
        return choice.isPresent()
                ? new Selection(
                        engines.get(choice.getAsInt() - 1).name(),
                        question.model().name() + " chose it",
                        usage)
                : new Selection(null, question.model().name() + " named none of 1 to " + engines.size(), usage);
    }
}
