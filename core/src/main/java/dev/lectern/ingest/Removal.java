package dev.lectern.ingest;

import dev.lectern.store.Deletion;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Removes the stored documents that a source no longer holds: those that are of the source and were not seen when it was read.
 *
 * <p>Used by one thread at a time.
 */
final class Removal {

    private static final int LISTED_PER_PAGE = 1_000;

    private final boolean wanted;
    private final Predicate<StoredDocument> isOfSource;
    private final Set<String> seen = new HashSet<>();

    private Removal(boolean wanted, Predicate<StoredDocument> isOfSource) {
        this.wanted = wanted;
        this.isOfSource = isOfSource;
    }

    static Removal none() {
        return new Removal(false, document -> false);
    }

    static Removal of(Predicate<StoredDocument> isOfSource) {
        return new Removal(true, Objects.requireNonNull(isOfSource, "isOfSource"));
    }

    /** Takes note of a document that the source holds. */
    void saw(String documentId) {
        if (wanted) {
            seen.add(documentId);
        }
    }

    /** Removes what was not seen, and tells the id of each. */
    void run(Store store, Consumer<String> removed) {
        if (!wanted) {
            return;
        }
        List<StoredDocument> page = store.documents(null, LISTED_PER_PAGE);
        while (!page.isEmpty()) {
            List<String> vanished = page.stream()
                    .filter(document -> !seen.contains(document.id()) && isOfSource.test(document))
                    .map(StoredDocument::id)
                    .toList();
            if (!vanished.isEmpty()) {
                store.delete(Deletion.documents(vanished));
            }
            vanished.forEach(removed);
            page = store.documents(page.get(page.size() - 1).id(), LISTED_PER_PAGE);
        }
    }
}
