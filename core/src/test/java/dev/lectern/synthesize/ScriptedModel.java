package dev.lectern.synthesize;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.Quote;
import dev.lectern.model.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Completes by a rule and keeps its prompts. Thread-safe, if the rule is. */
final class ScriptedModel implements LanguageModel {

    final List<Prompt> prompts = Collections.synchronizedList(new ArrayList<>());
    Set<ModelCapability> capabilities = Set.of();
    private final ModelLimits limits;
    private final Tokenizer tokenizer;
    private final Function<Prompt, Completion> rule;

    ScriptedModel(ModelLimits limits, Tokenizer tokenizer, Function<Prompt, Completion> rule) {
        this.limits = limits;
        this.tokenizer = tokenizer;
        this.rule = rule;
    }

    static Completion said(String text, Quote... quotes) {
        return ended(FinishReason.STOP, text, quotes);
    }

    static Completion ended(FinishReason reason, String text, Quote... quotes) {
        return new Completion(text, reason, new TokenUsage(10, 3), List.of(quotes));
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public ModelLimits limits() {
        return limits;
    }

    @Override
    public Set<ModelCapability> capabilities() {
        return capabilities;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Completion complete(Prompt prompt) {
        prompts.add(prompt);
        return rule.apply(prompt);
    }
}
