package dev.lectern.examples.e19openai;

import dev.lectern.testkit.openai.ChatRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says the sentence of a prompt that has most words of its question, and the number of its source. */
final class StandIn implements Function<ChatRequest, List<String>> {

    private static final Pattern SENTENCE = Pattern.compile("\\[(\\d+)]|[^.!?\\[\\]\\n]+[.!?]");

    @Override
    public List<String> apply(ChatRequest request) {
        String prompt = request.lastOfUser();
        int at = prompt.lastIndexOf("Question:");
        Set<String> asked = words(prompt.substring(at).replace("Question:", ""));
        String source = "";
        String best = "I do not know.";
        int most = 0;
        for (Matcher found = SENTENCE.matcher(prompt.substring(0, at)); found.find(); ) {
            if (found.group(1) != null) {
                source = found.group();
                continue;
            }
            Set<String> shared = words(found.group());
            shared.retainAll(asked);
            if (shared.size() > most) {
                most = shared.size();
                best = found.group().replaceAll("\\s+", " ").strip() + " " + source;
            }
        }
        return List.of(best.split("(?<= )", -1)); // a model speaks word by word
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("\\W+")));
    }
}
