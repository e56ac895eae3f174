package dev.lectern.store.retrieval.plugin;

import dev.lectern.store.DocumentNodes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which versions this process sent and the server acknowledged; of the oldest it forgets.
 *
 * <p>A document is forgotten when a request with it begins, and remembered when it is acknowledged and no other request about the
 * document was under way meanwhile: which of two came last, only the server knows. Thread-safe.
 */
final class SentVersions {

    /** At most some 30 MB of ids and hashes. */
    static final int CAPACITY = 100_000;

    private final boolean remembers;
    private final Map<String, String> versions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Requests under way by document. */
    private final Map<String, UnderWay> underWay = new HashMap<>();

    SentVersions(boolean remembers) {
        this.remembers = remembers;
    }

    /** How many requests are under way for a document, and whether there was more than one. */
    private static final class UnderWay {
        private int requests;
        private boolean contested;
    }

    /**
     * Forgets documents about which a request begins.
     *
     * @return those of them that were known
     */
    synchronized Set<String> begin(Collection<String> ids) {
        Set<String> known =
                Set.copyOf(ids.stream().filter(versions::containsKey).toList());
        for (String id : ids) {
            versions.remove(id);
            UnderWay own = underWay.computeIfAbsent(id, key -> new UnderWay());
            own.requests++;
            own.contested |= own.requests > 1;
        }
        return known;
    }

    /** Forgets everything, since a request may change any document. Returns how many were known. */
    synchronized int forgetAll() {
        int known = versions.size();
        versions.clear();
        underWay.values().forEach(own -> own.contested = true);
        return known;
    }

    /** Ends a request that failed, or deleted its documents. */
    synchronized void end(Collection<String> ids) {
        ids.forEach(this::endOne);
    }

    /** Ends a request that the server acknowledged. */
    synchronized void acknowledge(List<DocumentNodes> documents) {
        for (DocumentNodes document : documents) {
            boolean alone = endOne(document.document().id());
            if (alone && remembers) {
                versions.put(document.document().id(), document.version());
            }
        }
    }

    private boolean endOne(String id) {
        UnderWay own = underWay.get(id);
        if (own == null) {
            return false;
        }
        own.requests--;
        if (own.requests == 0) {
            underWay.remove(id);
        }
        return !own.contested;
    }

    /** Returns what is known of documents. */
    synchronized Map<String, String> of(Collection<String> ids) {
        Map<String, String> known = new HashMap<>();
        for (String id : ids) {
            String version = versions.get(id);
            if (version != null) {
                known.put(id, version);
            }
        }
        return known;
    }
}
