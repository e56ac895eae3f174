package dev.lectern.store;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/**
 * Says what to delete: documents by id, documents by filter, or everything. Nothing is ever deleted by leaving something out.
 *
 * <p>Immutable.
 */
public sealed interface Deletion {

    /**
     * Deletes documents with all their nodes; unknown ids are no error.
     *
     * @param documentIds the ids
     */
    record Documents(Set<String> documentIds) implements Deletion {
        /** Makes a deletion; the set is copied. */
        public Documents {
            documentIds = Set.copyOf(documentIds);
        }
    }

    /**
     * Deletes each document of which at least one node matches a filter, with all its nodes.
     *
     * @param filter the condition
     */
    record Matching(Filter filter) implements Deletion {
        /**
         * Makes a deletion.
         *
         * @throws IllegalArgumentException if the filter is an empty conjunction, which would delete everything
         */
        public Matching {
            Objects.requireNonNull(filter, "filter");
            if (filter instanceof Filter.And and && and.parts().isEmpty()) {
                throw new IllegalArgumentException(
                        "filter must have a condition, got: an empty AND; use Deletion.everything() to delete all");
            }
        }
    }

    /** Deletes all documents. */
    record Everything() implements Deletion {}

    /** Deletes documents by id. */
    static Deletion documents(Collection<String> documentIds) {
        return new Documents(Set.copyOf(documentIds));
    }

    /** Deletes the documents of which a node matches. */
    static Deletion matching(Filter filter) {
        return new Matching(filter);
    }

    /** Deletes all documents. */
    static Deletion everything() {
        return new Everything();
    }
}
