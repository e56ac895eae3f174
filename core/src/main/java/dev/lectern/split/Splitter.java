package dev.lectern.split;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import java.util.List;

/**
 * Cuts a document into nodes.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * @implSpec Every character of the text that is not white space lies in at least one node; nodes come in document order with ordinals
 *     0, 1, 2 ...; the text of each node is the document's text at its span; the same document always gives the same nodes. An empty
 *     or blank text gives no node. The contract test is {@code SplitterContract}.
 */
public interface Splitter {

    /**
     * Cuts a document into nodes.
     *
     * @return the nodes in document order, unmodifiable; empty for a blank text
     * @throws SplitException if the text cannot be cut within the splitter's limits
     */
    List<Node> split(Document document);

    /**
     * Names everything that decides where this splitter cuts; when it changes, documents are split and embedded anew.
     *
     * @return one line, the same for splitters that cut alike
     */
    String fingerprint();
}
