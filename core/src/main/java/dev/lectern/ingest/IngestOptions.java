package dev.lectern.ingest;

import dev.lectern.failure.FailurePolicy;
import dev.lectern.store.StoredDocument;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline runs; {@link IngestPipeline.Builder} says what each means.
 *
 * @param removable tells which stored documents belong to the source; null where nothing is removed
 */
record IngestOptions(
        FailurePolicy failurePolicy,
        int parallelism,
        IngestListener listener,
        @Nullable Predicate<StoredDocument> removable) {}
