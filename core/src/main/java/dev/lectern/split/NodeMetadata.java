package dev.lectern.split;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Gives each node the metadata of its document and of the sections in which it starts; nodes in the same sections share one object.
 *
 * <p>For spans in ascending order of start; one thread at a time. Cost over all nodes: linear in nodes and sections where sections
 * nest no deeper than a few levels.
 */
public final class NodeMetadata {

    private final Document document;
    private final Map<List<Section>, Metadata> merged = new HashMap<>();
    private final List<Section> open = new ArrayList<>();
    private int next;

    /** Starts at the beginning of a document. */
    public NodeMetadata(Document document) {
        this.document = document;
    }

    /** Returns the metadata of the node at a span. */
    public Metadata of(Span span) {
        List<Section> sections = document.sections();
        if (sections.isEmpty()) {
            return document.metadata();
        }
        while (next < sections.size() && sections.get(next).span().start() <= span.start()) {
            open.add(sections.get(next++));
        }
        open.removeIf(section -> section.span().end() <= span.start());
        Metadata metadata = merged.computeIfAbsent(List.copyOf(open), this::merge);
        return withPageEnd(metadata, span);
    }

    private Metadata merge(List<Section> within) {
        Metadata sum = document.metadata();
        for (Section section : within) {
            sum = sum.plus(section.metadata());
        }
        return sum;
    }

    /** Sets the page on which the node ends, where it starts on another. */
    private Metadata withPageEnd(Metadata metadata, Span span) {
        OptionalLong first = metadata.number(MetadataKeys.PAGE);
        OptionalLong last = first;
        for (int i = next; i < document.sections().size(); i++) {
            Section section = document.sections().get(i);
            if (section.span().start() >= span.end()) {
                break;
            }
            OptionalLong page = section.metadata().number(MetadataKeys.PAGE);
            last = page.isPresent() ? page : last;
        }
        return first.isEmpty() || last.equals(first)
                ? metadata
                : metadata.toBuilder()
                        .set(MetadataKeys.PAGE_END, last.getAsLong())
                        .build();
    }
}
