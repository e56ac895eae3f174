package dev.lectern.cli;

import dev.lectern.reader.ReadSkip;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what rules left out: a line for each rule, with how many items and the first of them. */
final class SkipText {

    private SkipText() {}

    static void write(List<ReadSkip> skips, PrintWriter out) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, String> first = new LinkedHashMap<>();
        for (ReadSkip skip : skips) {
            counts.merge(skip.reason(), 1, Integer::sum);
            first.putIfAbsent(skip.reason(), skip.source());
        }
        counts.forEach((reason, count) -> out.println("lectern: left out " + first.get(reason)
                + (count > 1 ? " and " + (count - 1) + " more" : "") + ": " + reason));
    }
}
