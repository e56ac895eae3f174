package dev.lectern.ingest;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of which a node's vector is made: title and heading, each on a line of its own, then the node.
 *
 * <p>What the text is about often stands only there. Where both do not fit into the model beside the node, they are left out; the node
 * itself never is.
 */
final class EmbeddedText {

    /** Changes whenever the same node would be embedded with another text. */
    static final String VERSION = "titled-1";

    private EmbeddedText() {}

    static String of(Node node, EmbeddingModel model) {
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
        String text = String.join("\n", lines);
        return model.tokenizer().count(text) <= model.maxTokens() ? text : node.text();
    }
}
