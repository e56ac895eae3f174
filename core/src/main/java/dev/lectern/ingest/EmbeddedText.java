package dev.lectern.ingest;

import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.split.Splitter;

/**
 * The text of which a node's vector is made: title, heading and the node, as {@link Node#titledText} joins them.
 *
 * <p>Where title and heading do not fit into the model beside the node, they are left out; the node itself never is. Whoever fills a
 * store by another way than {@link IngestPipeline} takes text and fingerprint from here, so that both agree on what is stored.
 */
public final class EmbeddedText {

    /** Changes whenever the same node would be embedded with another text. */
    static final String VERSION = "titled-1";

    private EmbeddedText() {}

    /** Returns the text that a model is to embed for a node. */
    public static String of(Node node, EmbeddingModel model) {
        String text = node.titledText();
        return model.tokenizer().count(text) <= model.maxTokens() ? text : node.text();
    }

    /** Names what decides nodes and vectors of a document: splitter, text and model; the fingerprint under which it is stored. */
    public static String fingerprint(Splitter splitter, EmbeddingModel model) {
        return splitter.fingerprint() + "/" + VERSION + "/" + model.fingerprint();
    }
}
