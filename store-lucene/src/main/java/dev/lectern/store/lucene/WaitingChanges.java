package dev.lectern.store.lucene;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Changes that wait, in the order in which they came. Those of different documents can be made in one, so that many callers wait for
 * the disk once (group commit: D. DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984).
 *
 * <p>Thread-safe for adding; one thread takes.
 */
final class WaitingChanges {

    /** So many share a commit at most. */
    private static final int MOST = 256;

    private final Queue<PendingChange<?>> waiting = new ConcurrentLinkedQueue<>();

    void add(PendingChange<?> change) {
        waiting.add(change);
    }

    /** Takes the next change, and if {@code together}, those that follow it and have nothing to do with each other. */
    List<PendingChange<?>> next(boolean together) {
        List<PendingChange<?>> group = new ArrayList<>(List.of(waiting.remove()));
        Set<String> documents = group.get(0).documents();
        if (!together || documents == null) {
            return group;
        }
        Set<String> touched = new HashSet<>(documents);
        for (PendingChange<?> each = waiting.peek();
                each != null && each.isApartFrom(touched) && group.size() < MOST;
                each = waiting.peek()) {
            touched.addAll(each.documents());
            group.add(waiting.remove());
        }
        return group;
    }
}
