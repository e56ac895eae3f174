package dev.lectern.server.api;

import dev.lectern.document.Node;

/** How a chunk is shown: under which id, and with which text. */
public enum ChunkText {

    /** The text of the document as it is. */
    AS_IT_IS {
        @Override
        String of(Node node) {
            return node.text();
        }
    },

    /** With a space for each line break, as the original stores it. */
    WITHOUT_LINE_BREAKS {
        @Override
        String of(Node node) {
            return node.text().replace('\n', ' ');
        }
    };

    abstract String of(Node node);

    /** Returns the id of a chunk: that of the document, an underscore, and the ordinal. */
    static String id(Node node) {
        return node.documentId() + "_" + node.ordinal();
    }
}
