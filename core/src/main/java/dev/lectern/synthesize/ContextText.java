package dev.lectern.synthesize;

import dev.lectern.document.Excerpt;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.model.ContextPiece;
import java.util.ArrayList;
import java.util.List;

/** Writes numbered pieces as they stand in a prompt: number, title, heading and page in one line, the text below it. */
final class ContextText {

    /** Stands between two pieces. */
    static final String SEPARATOR = "\n\n";

    /** Room for a long title; a longer one says no more about the text, and would take the place of text. */
    private static final int MAX_LINE_CHARS = 200;

    private ContextText() {}

    static String of(List<ContextPiece> pieces) {
        return String.join(SEPARATOR, pieces.stream().map(ContextText::of).toList());
    }

    static String of(ContextPiece piece) {
        Metadata metadata = piece.node().metadata();
        List<String> facts = new ArrayList<>();
        metadata.text(MetadataKeys.TITLE).ifPresent(facts::add);
        metadata.text(MetadataKeys.HEADING)
                .filter(heading -> !facts.contains(heading))
                .ifPresent(facts::add);
        metadata.text(MetadataKeys.PAGE).ifPresent(page -> facts.add("page " + page));
        String line = facts.isEmpty() ? "" : " " + Excerpt.of(String.join(", ", facts), MAX_LINE_CHARS);
        return "[" + piece.number() + "]" + line + "\n" + piece.text();
    }
}
