package dev.lectern.ingest;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.failure.LecternException;
import dev.lectern.ingest.DocumentOutcome.Kind;
import dev.lectern.store.DocumentNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way to the store, or an outcome that waits for its turn.
 *
 * @param outcome what it will be once it is stored
 * @param work what is being embedded; null where nothing is
 * @param ready what is stored; null where nothing is, or not yet
 * @param permits what it holds of the bound on work under way
 */
record Pending(
        DocumentOutcome outcome,
        @Nullable Work work,
        @Nullable DocumentNodes ready,
        int permits) {

    /** Nodes and the slices of their embeddings. */
    record Work(Document document, String fingerprint, List<Node> nodes, List<Future<List<Embedding>>> slices) {}

    static Pending done(DocumentOutcome outcome) {
        return new Pending(outcome, null, null, 1);
    }

    static Pending ready(DocumentNodes ready, DocumentOutcome outcome) {
        return new Pending(outcome, null, ready, 1);
    }

    static Pending embedding(Work work, DocumentOutcome outcome, int permits) {
        return new Pending(outcome, work, null, permits);
    }

    /** Waits for the embeddings and returns this with what goes to the store. */
    Pending embedded() throws InterruptedException, ExecutionException {
        if (work == null) {
            return this;
        }
        List<Embedding> embeddings = new ArrayList<>(work.nodes().size());
        for (Future<List<Embedding>> slice : work.slices()) {
            embeddings.addAll(slice.get());
        }
        DocumentNodes embedded = new DocumentNodes(work.document(), work.fingerprint(), work.nodes(), embeddings);
        return new Pending(outcome, null, embedded, permits);
    }

    Pending failed(LecternException cause) {
        return new Pending(new DocumentOutcome(outcome.subject(), Kind.FAILED, 0, cause), null, null, permits);
    }
}
