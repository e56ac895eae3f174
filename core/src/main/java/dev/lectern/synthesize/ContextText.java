package dev.lectern.synthesize;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.model.ContextPiece;
import java.util.ArrayList;
import java.util.List;

/** Writes numbered pieces as they stand in a prompt: number, title, heading and page in one line, the text below it. */
final class ContextText {

    /** Stands between two pieces. */
    static final String SEPARATOR = "\n\n";

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
        String line = facts.isEmpty() ? "" : " " + String.join(", ", facts);
        return "[" + piece.number() + "]" + line + "\n" + piece.text();
    }
}
