package dev.lectern.synthesize;

import dev.lectern.model.Message;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The wording of prompts, with {@code {context}}, {@code {query}}, {@code {existing_answer}} and {@code {answers}} where the values go.
 * Immutable.
 *
 * @param answer asks for an answer; holds {@code {context}} and {@code {query}}
 * @param refine asks to improve an answer; holds {@code {context}}, {@code {query}} and {@code {existing_answer}}
 * @param combine asks to make one answer of several; holds {@code {answers}} and {@code {query}}
 * @param generate asks without sources; holds {@code {query}}
 */
public record PromptTemplates(
        PromptTemplate answer, PromptTemplate refine, PromptTemplate combine, PromptTemplate generate) {

    private static final String CONTEXT = "{context}";
    private static final String QUERY = "{query}";
    private static final String EXISTING = "{existing_answer}";
    private static final String ANSWERS = "{answers}";

    private static final String RULES =
            "You answer questions from numbered sources. Use only what the sources say. After each statement write the number of its"
                    + " source in square brackets, like [1]. If the sources do not hold the answer, say so and add nothing.";

    private static final String TYPED_RULES =
            "You find facts in numbered sources and write them as JSON. Use only what the sources say.";

    private static final String COMBINE = "Question: {query}\n\nAnswers from different sources:\n\n{answers}\n\n"
            + "Write one answer from these: keep what answers the question, with its source numbers, say everything once, and add"
            + " nothing.\n\nAnswer:";

    private static final String GENERATE = "Question: {query}\n\nAnswer:";

    private static final PromptTemplates DEFAULTS = of(
            RULES,
            "Sources:\n\n{context}\n\nQuestion: {query}\n\nAnswer:",
            "Question: {query}\n\nAnswer so far:\n\n{existing_answer}\n\nMore sources:\n\n{context}\n\n"
                    + "Where these sources add to the answer or correct it, write the improved answer with its source numbers."
                    + " Where they do not, repeat the answer so far unchanged.\n\nAnswer:");

    private static final PromptTemplates TYPED =
            DEFAULTS.withAnswer(PromptTemplate.of(TYPED_RULES, "Sources:\n\n{context}\n\nQuestion: {query}"));

    /**
     * Makes templates.
     *
     * @throws IllegalArgumentException if a template lacks one of its places, or has the place of sources or answers twice, which would
     *     show them twice (message has both)
     */
    public PromptTemplates {
        answer.requiring("answer", CONTEXT, QUERY).requiringOnce("answer", CONTEXT);
        refine.requiring("refine", CONTEXT, QUERY, EXISTING).requiringOnce("refine", CONTEXT, EXISTING);
        combine.requiring("combine", ANSWERS, QUERY).requiringOnce("combine", ANSWERS);
        generate.requiring("generate", QUERY);
    }

    /** Returns wording that asks for short answers with source numbers and for silence where the sources are silent. */
    public static PromptTemplates defaults() {
        return DEFAULTS;
    }

    /** Returns wording for typed answers, which hold no source numbers. */
    static PromptTemplates typed() {
        return TYPED;
    }

    /**
     * Makes templates of rules and requests; to join answers and to ask without sources stay as in the defaults.
     *
     * @param rules what the model is told first; blank for none
     * @param answer asks for an answer; holds {@code {context}} and {@code {query}}
     * @param refine asks to improve an answer; holds {@code {context}}, {@code {query}} and {@code {existing_answer}}
     */
    public static PromptTemplates of(String rules, String answer, String refine) {
        return new PromptTemplates(
                PromptTemplate.of(rules, answer),
                PromptTemplate.of(rules, refine),
                PromptTemplate.of(rules, COMBINE),
                PromptTemplate.of("", GENERATE));
    }

    /** Returns these templates with another way to ask for an answer. */
    public PromptTemplates withAnswer(PromptTemplate changed) {
        return new PromptTemplates(Objects.requireNonNull(changed, "answer"), refine, combine, generate);
    }

    /** Returns these templates with another way to ask for a better answer. */
    public PromptTemplates withRefine(PromptTemplate changed) {
        return new PromptTemplates(answer, Objects.requireNonNull(changed, "refine"), combine, generate);
    }

    /** Returns these templates with another way to ask for one answer of several. */
    public PromptTemplates withCombine(PromptTemplate changed) {
        return new PromptTemplates(answer, refine, Objects.requireNonNull(changed, "combine"), generate);
    }

    /** Returns these templates with another way to ask without sources. */
    public PromptTemplates withGenerate(PromptTemplate changed) {
        return new PromptTemplates(answer, refine, combine, Objects.requireNonNull(changed, "generate"));
    }

    /** The values of one prompt; empty where they do not apply. */
    record Values(String query, String context, String existingAnswer, String answers) {

        private Map<String, String> places() {
            return Map.of(QUERY, query, CONTEXT, context, EXISTING, existingAnswer, ANSWERS, answers);
        }
    }

    List<Message> messages(SynthesisPlan.Kind kind, Values values, boolean asPlainText, String instruction) {
        PromptTemplate template = switch (kind) {
            case ANSWER -> answer;
            case REFINE -> refine;
            case COMBINE -> combine;
            case GENERATE -> generate;
        };
        return template.fill(values.places(), asPlainText, instruction);
    }
}
