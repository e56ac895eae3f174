package dev.lectern.ingest;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.store.Deletion;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Removes the stored documents that a source no longer holds: those that are of the source, were not seen when it was read, and were not
 * left out unread.
 *
 * <p>Used by one thread at a time.
 */
final class Removal {

    private static final int LISTED_PER_PAGE = 1_000;

    private final boolean wanted;
    private final Predicate<StoredDocument> isOfSource;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Unread> unread = new HashMap<>();

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

    /** Takes note of an item that the source holds and that was left out. */
    void skipped(ReadSkip skip) {
        if (wanted && skip.unread() != Unread.NOTHING) {
            unread.merge(skip.source(), skip.unread(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** Removes what was not seen, and tells the id of each. */
    void run(Store store, Consumer<String> removed) {
        if (!wanted) {
            return;
        }
        for (List<String> some : vanished(store)) {
            store.delete(Deletion.documents(some));
            some.forEach(removed);
        }
    }

    /** Finds all before anything is removed, for the last document may show that what others were found by was not read. */
    private List<List<String>> vanished(Store store) {
        List<List<String>> vanished = new ArrayList<>();
        List<StoredDocument> page = store.documents(null, LISTED_PER_PAGE);
        while (!page.isEmpty()) {
            List<String> some = new ArrayList<>();
            for (StoredDocument document : page) {
                if (!seen.contains(document.id()) && isOfSource.test(document)) {
                    Unread known = unread(document);
                    if (known == Unread.ITEM_AND_BEYOND) {
                        return List.of();
                    }
                    if (known == Unread.NOTHING) {
                        some.add(document.id());
                    }
                }
            }
            if (!some.isEmpty()) {
                vanished.add(some);
            }
            page = store.documents(page.get(page.size() - 1).id(), LISTED_PER_PAGE);
        }
        return vanished;
    }

    /** Returns what was left out of the item that a document was read from, by any of the names it goes by. */
    private Unread unread(StoredDocument document) {
        Metadata metadata = document.metadata();
        return Stream.concat(
                        Stream.of(document.id()),
                        Stream.of(MetadataKeys.SOURCE_ID, MetadataKeys.URL, MetadataKeys.REQUESTED_URL)
                                .map(metadata::text)
                                .flatMap(Optional::stream))
                .map(name -> unread.getOrDefault(name, Unread.NOTHING))
                .max(Unread::compareTo)
                .orElse(Unread.NOTHING);
    }
}
