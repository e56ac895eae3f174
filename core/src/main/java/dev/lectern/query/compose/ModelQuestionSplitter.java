package dev.lectern.query.compose;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.LecternException;
import dev.lectern.failure.Remark;
import dev.lectern.json.JsonQuestion;
import dev.lectern.model.Cancellation;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Usage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has a language model split a question.
 *
 * <p>Where the model fails, answers with no question, or has no room for it, the question stays whole, and a remark says so. Cost: one model call, also
 * where it fails.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the model closes it.
 */
public final class ModelQuestionSplitter implements QuestionSplitter {

    private static final String MAX_QUESTIONS = "{max_questions}";

    /** The wording of the prompt unless another is given; {@code {query}} and {@code {max_questions}} stand for their values. */
    public static final PromptTemplate DEFAULT_TEMPLATE = PromptTemplate.of(
            "You split a question into the simpler questions that must be answered first, each of which can be understood alone, with"
                    + " the names it needs. Write at most {max_questions}"
                    + " as JSON, like {\"questions\": [\"...\", \"...\"]}, and nothing else. If the question is simple, write it unchanged as the"
                    + " only one.",
            "Question: {query}");

    /** What a question asks for at most in practice; each costs an answer of its own. */
    public static final int DEFAULT_MAX_QUESTIONS = 5;

    private static final JsonFormat FORMAT = new JsonFormat(
            "questions",
            "{\"type\":\"object\",\"properties\":{\"questions\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
                    + "\"required\":[\"questions\"],\"additionalProperties\":false}");

    private static final int ANSWER_TOKENS = 512;

    private final JsonQuestion question;
    private final int maxQuestions;
    private final PromptTemplate template;

    private ModelQuestionSplitter(LanguageModel model, int maxQuestions, PromptTemplate template) {
        this.question = new JsonQuestion(model, FORMAT, ANSWER_TOKENS);
        this.maxQuestions = maxQuestions;
        this.template = template.requiring("template", Asking.QUERY);
    }

    /** Makes a splitter of up to {@link #DEFAULT_MAX_QUESTIONS} questions. */
    public static ModelQuestionSplitter create(LanguageModel model) {
        return create(model, DEFAULT_MAX_QUESTIONS);
    }

    /**
     * Makes a splitter.
     *
     * @param maxQuestions how many questions at most, 1 or more; what the model writes beyond it is left out, with a remark
     * @throws IllegalArgumentException if the number is below 1
     * @throws UnsupportedOperationException if the model does not follow instructions
     */
    public static ModelQuestionSplitter create(LanguageModel model, int maxQuestions) {
        return create(model, maxQuestions, DEFAULT_TEMPLATE);
    }

    /**
     * Makes a splitter with a wording of your own.
     *
     * @param template asks for JSON like {@code {"questions": ["...", "..."]}}; holds {@code {query}}, and {@code {max_questions}} if you like
     * @throws IllegalArgumentException if the number is below 1, or the template lacks the question
     * @throws UnsupportedOperationException if the model does not follow instructions
     * @see #create(LanguageModel, int)
     */
    public static ModelQuestionSplitter create(LanguageModel model, int maxQuestions, PromptTemplate template) {
        Asking.requireInstructions(model, "split questions", "split by rule");
        if (maxQuestions < 1) {
            throw new IllegalArgumentException("maxQuestions must be 1 or more, got: " + maxQuestions);
        }
        return new ModelQuestionSplitter(model, maxQuestions, template);
    }

    @Override
    public Parts split(Query query, Cancellation cancellation) {
        LanguageModel model = question.model();
        List<Message> messages = Asking.messages(
                model, template, Map.of(Asking.QUERY, query.text(), MAX_QUESTIONS, Integer.toString(maxQuestions)));
        if (question.room(messages) < 0) {
            return whole(query, Usage.NONE, "it does not fit into " + model.name());
        }
        long start = System.nanoTime();
        JsonQuestion.Reply reply;
        try {
            reply = question.ask(messages, query.text(), cancellation);
        } catch (CancelledException e) {
            throw e;
        } catch (LecternException e) {
            return whole(query, Asking.usage(e, start), "the split failed: " + e.getMessage());
        }
        Usage usage = Asking.usage(reply.usage(), start);
        Set<String> questions = new LinkedHashSet<>();
        for (Object each : JsonQuestion.items(reply.member("questions"))) {
            if (each instanceof String text && !text.isBlank()) {
                questions.add(text.strip());
            }
        }
        if (questions.isEmpty()) {
            return whole(query, usage, model.name() + " named no question");
        }
        List<String> kept = questions.stream().limit(maxQuestions).toList();
        List<Remark> remarks = questions.stream()
                .skip(maxQuestions)
                .map(left -> new Remark(
                        Remark.Kind.OPEN_PART, left, "Not asked, since " + maxQuestions + " is the most: " + left))
                .toList();
        return new Parts(kept, usage, remarks);
    }

    private static Parts whole(Query query, Usage usage, String reason) {
        return new Parts(
                List.of(query.text()),
                usage,
                List.of(new Remark(
                        Remark.Kind.FALLBACK,
                        query.text(),
                        "The question was asked whole: " + reason + (reason.endsWith(".") ? "" : "."))));
    }
}
