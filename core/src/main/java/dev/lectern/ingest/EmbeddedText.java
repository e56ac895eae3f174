package dev.lectern.ingest;

import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;

/**
 * The text of which a node's vector is made: title, heading and the node, as {@link Node#titledText} joins them.
 *
 * <p>Where title and heading do not fit into the model beside the node, they are left out; the node itself never is.
 */
final class EmbeddedText {

    /** Changes whenever the same node would be embedded with another text. */
    static final String VERSION = "titled-1";

    private EmbeddedText() {}

    static String of(Node node, EmbeddingModel model) {
        String text = node.titledText();
        return model.tokenizer().count(text) <= model.maxTokens() ? text : node.text();
    }
}
