package dev.lectern.readers.web;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The headings of a text, each of which becomes a section up to the next one; one thread at a time. */
final class HeadingPath {

    /** Longer ones are text that is marked up as a heading; the name of a section is repeated in all sections below it. */
    private static final int MAX_NAME_CHARS = 300;

    private record Heading(int level, Span span, String name) {}

    private final List<Heading> headings = new ArrayList<>();

    /**
     * Notes a heading.
     *
     * @param level 1 to 6
     * @param span where it stands in the text
     * @param name as people read it; of a long one the beginning is the section's name, ending in an ellipsis
     */
    void add(int level, Span span, String name) {
        String line = name.replaceAll("\\s+", " ").strip();
        int end = Math.min(line.length(), MAX_NAME_CHARS);
        int whole = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
        headings.add(new Heading(level, span, end < line.length() ? line.substring(0, whole) + "\u2026" : line));
    }

    /** Returns a section for each heading, with the path of the headings above it. */
    List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        Deque<Heading> path = new ArrayDeque<>();
        for (int i = 0; i < headings.size(); i++) {
            Heading heading = headings.get(i);
            while (!path.isEmpty() && path.peekLast().level >= heading.level) {
                path.removeLast();
            }
            path.addLast(heading);
            String names = String.join(" > ", path.stream().map(Heading::name).toList());
            int end = i + 1 < headings.size() ? headings.get(i + 1).span.start() : text.length();
            sections.add(Section.heading(names, new Span(heading.span.start(), end)));
        }
        return sections;
    }
}
