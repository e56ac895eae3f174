package dev.lectern.examples.e16typed;

import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A language model of one trick, so that the example needs no network: it finds a place and a time, at first in the wrong form. */
final class ClockReader implements LanguageModel {

    private static final Pattern DEPARTURE = Pattern.compile("from (\\w+ \\w+) leaves at (\\d+):(\\d+)");

    @Override
    public String name() {
        return "clock-reader";
    }

    @Override
    public ModelLimits limits() {
        return new ModelLimits(4096, 256);
    }

    @Override
    public Tokenizer tokenizer() {
        return WordTokenizer.create();
    }

    @Override
    public Completion complete(Prompt prompt) {
        Matcher found = DEPARTURE.matcher(prompt.context().get(0).text());
        if (!found.find()) {
            return new Completion("", FinishReason.NO_ANSWER, TokenUsage.NONE, List.of());
        }
        boolean told = prompt.messages().size() > 2; // the last message says what was wrong
        String time = found.group(2) + (told ? ":" : ".") + found.group(3);
        String text = "{\"harbour\": \"" + found.group(1) + "\", \"time\": \"" + time + "\", \"platform\": null}";
        return new Completion(text, FinishReason.STOP, TokenUsage.NONE, List.of());
    }
}
