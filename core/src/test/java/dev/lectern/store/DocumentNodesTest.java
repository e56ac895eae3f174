package dev.lectern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentNodesTest {

    private static final Document TIDES = Document.of("tides", "x");
    private static final Node NODE = Node.of("tides", 0, new Span(0, 1), "x", Metadata.empty());
    private static final Embedding VECTOR = Embedding.of(1);

    @Test
    void whole_anyDocument_isToldFromOneWithoutNodes() {
        DocumentNodes whole = DocumentNodes.whole(TIDES);
        DocumentNodes withoutNodes = new DocumentNodes(TIDES, "test", List.of(), List.of());

        assertThat(whole.isWhole()).isTrue();
        assertThat(withoutNodes.isWhole()).isFalse();
        assertThat(whole.version()).isNotEqualTo(withoutNodes.version());
    }

    @Test
    void create_nodesUnderTheFingerprintOfWholeDocuments_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentNodes(TIDES, DocumentNodes.WHOLE, List.of(NODE), List.of(VECTOR)))
                .withMessage(
                        "fingerprint must name splitter and model of the 1 nodes, got: \"whole\" in document tides");
    }

    @Test
    void create_moreNodesThanEmbeddings_isRefusedWithBothCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentNodes(TIDES, "test", List.of(NODE), List.of()))
                .withMessage("embeddings must be as many as nodes (1), got: 0 in document tides");
    }

    @Test
    void create_nodeOfAnotherDocument_isRefusedWithItsId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentNodes(Document.of("winds", "x"), "test", List.of(NODE), List.of(VECTOR)))
                .withMessage("nodes must belong to document winds, got: tides#0");
    }
}
