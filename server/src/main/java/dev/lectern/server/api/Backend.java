package dev.lectern.server.api;

import com.google.common.collect.Lists;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.ingest.EmbeddedText;
import dev.lectern.server.wire.Refusal;
import dev.lectern.split.Splitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts that do the work: where documents are kept, and how they are cut and embedded. Immutable, as thread-safe as its parts.
 *
 * @param store where documents are kept
 * @param splitter how they are cut; null where the store embeds by itself
 * @param embeddingModel how they are embedded; null where the store embeds by itself
 */
public record Backend(
        Store store, @Nullable Splitter splitter, @Nullable EmbeddingModel embeddingModel) {

    /** Enough to keep a model busy; bounds the texts that stand beside their vectors. */
    private static final int TEXTS_PER_CALL = 256;

    /** Returns what decides nodes and vectors; not to be asked where the store embeds by itself. */
    String fingerprint() {
        return EmbeddedText.fingerprint(requireSplitter(), requireModel());
    }

    boolean embedsByItself() {
        return embeddingModel == null;
    }

    Splitter requireSplitter() {
        return Objects.requireNonNull(splitter, "splitter");
    }

    EmbeddingModel requireModel() {
        return Objects.requireNonNull(embeddingModel, "embeddingModel");
    }

    List<Embedding> embed(List<Node> nodes) {
        EmbeddingModel model = requireModel();
        List<Embedding> embeddings = new ArrayList<>(nodes.size());
        for (List<Node> slice : Lists.partition(nodes, TEXTS_PER_CALL)) {
            embeddings.addAll(model.embedDocuments(
                    slice.stream().map(node -> EmbeddedText.of(node, model)).toList()));
        }
        return embeddings;
    }

    /**
     * Ends the work if the store lacks something.
     *
     * @throws Refusal 501 that names it
     */
    void require(Capability capability) {
        if (!store.capabilities().contains(capability)) {
            throw Refusal.of(501, "The store lacks " + capability + ", which this needs.");
        }
    }
}
