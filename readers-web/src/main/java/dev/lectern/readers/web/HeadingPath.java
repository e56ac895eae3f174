package dev.lectern.readers.web;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The headings of a text, each of which becomes a section up to the next one; one thread at a time. */
final class HeadingPath {

    private record Heading(int level, Span span, String name) {}

    private final List<Heading> headings = new ArrayList<>();

    /**
     * Notes a heading.
     *
     * @param level 1 to 6
     * @param span where it stands in the text
     * @param name as people read it
     */
    void add(int level, Span span, String name) {
        headings.add(new Heading(level, span, name.replaceAll("\\s+", " ").strip()));
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
