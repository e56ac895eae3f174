package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceResult.Level;
import dev.lectern.testkit.plugin.ConformanceResult.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server answered to all points. Immutable.
 *
 * @param endpoint the server
 * @param results the points, by number
 * @param leftBehind ids of documents that could not be deleted at the end
 */
public record ConformanceReport(URI endpoint, List<ConformanceResult> results, List<String> leftBehind) {

    /** Copies the lists. */
    public ConformanceReport {
        results = List.copyOf(results);
        leftBehind = List.copyOf(leftBehind);
    }

    /** Returns the points with an outcome. */
    public List<ConformanceResult> with(Verdict verdict) {
        return results.stream().filter(each -> each.verdict() == verdict).toList();
    }

    /** Returns the MUST points that failed. */
    public List<ConformanceResult> failedMusts() {
        return with(Verdict.FAILED).stream()
                .filter(each -> each.level() == Level.MUST)
                .toList();
    }

    /**
     * Returns the same with reasons at points that failed on purpose; they stay failed.
     *
     * @param reasons by {@link ConformanceResult#key()}, such as {@code 23 BETTER}
     * @throws IllegalArgumentException if there is a reason for a point that did not fail
     */
    public ConformanceReport explained(Map<String, String> reasons) {
        List<String> failed =
                with(Verdict.FAILED).stream().map(ConformanceResult::key).toList();
        reasons.keySet().stream()
                .filter(key -> !failed.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("reasons must be for points that failed, got: " + key);
                });
        return new ConformanceReport(
                endpoint,
                results.stream()
                        .map(each -> each.verdict() == Verdict.FAILED && reasons.containsKey(each.key())
                                ? each.explained(reasons.getOrDefault(each.key(), ""))
                                : each)
                        .toList(),
                leftBehind);
    }

    /** Returns how many points passed, failed and were not applicable, in words. */
    public String summary() {
        return List.of(Level.values()).stream()
                .map(level -> level + ": "
                        + List.of(Verdict.values()).stream()
                                .map(verdict -> count(level, verdict) + " " + verdict)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private long count(Level level, Verdict verdict) {
        return with(verdict).stream().filter(each -> each.level() == level).count();
    }

    /** Returns a page: the counts, what failed, what was not applicable, and each point that was asked for. */
    public String markdown() {
        List<String> lines = new ArrayList<>(List.of(summary() + ".", ""));
        lines.add("## Failed");
        lines.add("");
        addBriefly(lines, Verdict.FAILED);
        lines.add("## Not applicable");
        lines.add("");
        addBriefly(lines, Verdict.NOT_APPLICABLE);
        String section = "";
        for (ConformanceResult result : results) {
            if (!result.section().equals(section)) {
                section = result.section();
                lines.addAll(List.of("## " + section, ""));
            }
            if (result.verdict() != Verdict.NOT_APPLICABLE) {
                addFully(lines, result);
            }
        }
        return String.join("\n", lines);
    }

    private void addBriefly(List<String> lines, Verdict verdict) {
        with(verdict)
                .forEach(each -> lines.add("- " + each.key() + ", " + each.rule()
                        + (each.reason().isEmpty() ? "" : ": *" + each.reason() + "*")));
        if (with(verdict).isEmpty()) {
            lines.add("None.");
        }
        lines.add("");
    }

    private static void addFully(List<String> lines, ConformanceResult result) {
        lines.add("**" + result.key() + ", " + result.verdict() + "**: " + result.rule());
        lines.add("");
        result.sent().forEach(sent -> lines.add("- sent `" + sent + "`"));
        lines.add("- expected " + result.expected());
        lines.add("- got " + code(result.got()));
        lines.add("");
    }

    private static String code(String text) {
        return text.isEmpty() ? "nothing" : "`" + text.replace('`', '\'') + "`";
    }

    /** Returns the counts and a line for each point, more for those that failed. */
    @Override
    public String toString() {
        String left = leftBehind.isEmpty() ? "" : "\ncould not be deleted: " + leftBehind;
        return endpoint + "\n" + summary() + left + "\n\n"
                + results.stream().map(ConformanceResult::toString).collect(Collectors.joining("\n"));
    }
}
