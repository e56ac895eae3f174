package dev.lectern.synthesize;

import dev.lectern.model.ContextPiece;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an answer will take, known before the first model call. Immutable.
 *
 * <p>The calls are made in this order, those that read no other at the same time where that is asked for. There are never more; fewer
 * where an answer that is to be joined with others turns out to be the only one.
 *
 * @param mode how the answer is made
 * @param calls the model calls in order
 * @param leftOut numbers of the sources of which no call shows anything, ascending
 * @param leftOutChars by number of a source, ascending, how many of its characters no call shows; without those shown whole
 */
public record SynthesisPlan(
        ResponseMode mode, List<Call> calls, List<Integer> leftOut, Map<Integer, Integer> leftOutChars) {

    /** What a call is for. */
    public enum Kind {

        /** Answers from sources. */
        ANSWER,

        /** Improves the answer so far with more sources. */
        REFINE,

        /** Makes one answer of several. */
        COMBINE,

        /** Answers without sources. */
        GENERATE
    }

    /**
     * One model call. Immutable.
     *
     * @param kind what it is for; a call that refines asks for an answer as long as there is none
     * @param context the numbered pieces it shows, in order
     * @param inputs the calls whose answers it reads, by their place in the plan counted from 0
     * @param maxInputTokens the size of its prompt at most, in the model's tokens; answers that it reads are counted at their largest
     * @param maxOutputTokens the size of its answer at most
     */
    public record Call(
            Kind kind, List<ContextPiece> context, List<Integer> inputs, int maxInputTokens, int maxOutputTokens) {

        /** Makes a call; the lists are copied. */
        public Call {
            Objects.requireNonNull(kind, "kind");
            context = List.copyOf(context);
            inputs = List.copyOf(inputs);
        }

        /** Returns the numbers of the sources it shows, in order. */
        public List<Integer> numbers() {
            return context.stream().map(ContextPiece::number).distinct().toList();
        }
    }

    /** Makes a plan; the collections are copied. */
    public SynthesisPlan {
        Objects.requireNonNull(mode, "mode");
        calls = List.copyOf(calls);
        leftOut = List.copyOf(leftOut);
        leftOutChars = Collections.unmodifiableMap(new TreeMap<>(leftOutChars));
    }

    /** Returns the tokens of all prompts and answers together at most. */
    public long maxTokens() {
        return calls.stream()
                .mapToLong(call -> (long) call.maxInputTokens() + call.maxOutputTokens())
                .sum();
    }

    /** Returns the plan for people: a line per call, and one for what no call shows. */
    public String explain() {
        List<String> lines = new ArrayList<>();
        lines.add(mode + ": " + calls.size() + (calls.size() == 1 ? " model call, " : " model calls, ") + maxTokens()
                + " tokens at most");
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            lines.add("  call " + (i + 1) + " " + call.kind() + shown(call) + read(call) + ": up to "
                    + call.maxInputTokens() + " tokens in, " + call.maxOutputTokens() + " out");
        }
        if (!leftOutChars.isEmpty()) {
            lines.add("  not shown: "
                    + leftOutChars.entrySet().stream()
                            .map(entry -> entry.getValue() + " characters of [" + entry.getKey() + "]")
                            .collect(Collectors.joining(", ")));
        }
        return String.join("\n", lines);
    }

    private static String shown(Call call) {
        return call.context().isEmpty()
                ? ""
                : call.numbers().stream().map(number -> " [" + number + "]").collect(Collectors.joining());
    }

    private static String read(Call call) {
        return call.inputs().isEmpty()
                ? ""
                : " after call "
                        + call.inputs().stream()
                                .map(input -> Integer.toString(input + 1))
                                .collect(Collectors.joining(", "));
    }
}
