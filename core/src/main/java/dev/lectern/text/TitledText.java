package dev.lectern.text;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import java.util.ArrayList;
import java.util.List;

/** The text by which a node is found: title and heading, each on a line of its own, then the node; what it is about often stands only there. */
public final class TitledText {

    private TitledText() {}

    /** Returns the text of a node with title and heading, or the node's own where it has none or begins with them. */
    public static String of(Node node) {
        List<String> lines = new ArrayList<>();
        node.metadata().asMap().forEach((key, value) -> {
            if (MetadataKeys.isDescriptive(key) && !node.text().startsWith(value.toString())) {
                lines.add(value.toString());
            }
        });
        if (lines.isEmpty()) {
            return node.text();
        }
        lines.add(node.text());
        return String.join("\n", lines);
    }
}
