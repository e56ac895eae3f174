package dev.lectern.synthesize;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the prompts of a model's calls: the form it takes, and the words that ask for JSON where that is wanted. Immutable.
 *
 * @param format what each reply over sources is to be; null for free text
 * @param instruction says so in words; empty for free text
 */
record PromptWriter(
        LanguageModel model,
        PromptTemplates templates,
        @Nullable JsonFormat format,
        String instruction) {

    /** What stands between two answers that are to be joined. */
    private static final String SEPARATOR = "\n\n";

    /** Writes free text. */
    static PromptWriter free(LanguageModel model, PromptTemplates templates) {
        return new PromptWriter(model, templates, null, "");
    }

    List<Message> messages(SynthesisPlan.Kind kind, String query, String context, String existing, String answers) {
        return templates.messages(
                kind,
                new PromptTemplates.Values(query, context, existing, answers),
                model.capabilities().contains(ModelCapability.PLAIN_TEXT),
                isFormatted(kind) ? instruction : "");
    }

    private boolean isFormatted(SynthesisPlan.Kind kind) {
        return kind == SynthesisPlan.Kind.ANSWER || kind == SynthesisPlan.Kind.REFINE;
    }

    /** Writes the prompt of a call over sources; without an answer so far it asks for one. */
    Prompt overSources(Query query, SynthesisPlan.Call call, String existing) {
        SynthesisPlan.Kind kind = call.kind() == SynthesisPlan.Kind.REFINE && existing.isEmpty()
                ? SynthesisPlan.Kind.ANSWER
                : call.kind();
        List<Message> messages = messages(kind, query.text(), ContextText.of(call.context()), existing, "");
        Prompt prompt = new Prompt(
                messages,
                query.text(),
                call.context(),
                existing.isEmpty() ? null : existing,
                output(messages, call.maxOutputTokens()));
        return format == null || !isFormatted(kind) ? prompt : prompt.asking(format);
    }

    /** Writes the prompt of a call that joins answers. */
    Prompt joining(Query query, SynthesisPlan.Call call, List<Said> answers) {
        String text = IntStream.range(0, answers.size())
                .mapToObj(i -> line(i + 1) + answers.get(i).text())
                .collect(Collectors.joining(SEPARATOR));
        List<Message> messages = messages(call.kind(), query.text(), "", "", text);
        return new Prompt(messages, query.text(), Said.quoted(answers), null, output(messages, call.maxOutputTokens()));
    }

    /** Returns how many tokens an answer takes more than its own where it is to be joined, at most. */
    static int answerLineTokens(Tokenizer tokenizer) {
        return tokenizer.count(SEPARATOR + line(99_999)) + 2; // one more for each seam
    }

    private static String line(int number) {
        return "Answer " + number + ":\n";
    }

    /**
     * An answer may count for more tokens here than its model took to say it, where the tokenizer is an estimate. Then the next answer
     * has less room.
     */
    private int output(List<Message> messages, int planned) {
        int input = messages.stream()
                .mapToInt(message -> model.tokenizer().count(message.text()))
                .sum();
        return Math.max(1, Math.min(planned, model.limits().contextTokens() - input));
    }
}
