package dev.lectern.query.compose;

import dev.lectern.model.Cancellation;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the engine that is to answer a question, by the descriptions of all.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
@FunctionalInterface
public interface EngineSelector {

    /**
     * What was chosen. Immutable.
     *
     * @param name the name of an engine; null where none could be chosen
     * @param reason why, as the end of a sentence: what was closest, or what went wrong
     * @param usage what it cost
     */
    record Selection(@Nullable String name, String reason, Usage usage) {

        /** Makes a selection. */
        public Selection {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * Chooses an engine.
     *
     * @param engines one or more
     * @throws dev.lectern.failure.LecternException if a model fails
     * @throws dev.lectern.failure.CancelledException if it is cancelled
     */
    Selection select(Query query, List<NamedEngine> engines, Cancellation cancellation);

    /** Tells whether a choice may call a language model, so that whoever only explains an answer does without it; true unless overridden. */
    default boolean callsModel() {
        return true;
    }
}
