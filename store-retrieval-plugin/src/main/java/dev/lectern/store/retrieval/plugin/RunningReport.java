package dev.lectern.store.retrieval.plugin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up reports. Thread-safe. */
final class RunningReport {

    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> rewritten = new TreeMap<>();
    private long documents;
    private long sections;

    synchronized void add(ExportReport more) {
        documents += more.documents();
        sections += more.sections();
        more.leftOut().forEach((key, count) -> leftOut.merge(key, count, Long::sum));
        more.rewritten().forEach((key, count) -> rewritten.merge(key, count, Long::sum));
    }

    synchronized ExportReport soFar() {
        return new ExportReport(documents, List.of(), List.of(), leftOut, rewritten, sections);
    }
}
