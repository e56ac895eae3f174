package dev.lectern.ingest;

import dev.lectern.failure.FailurePolicy;

/**
 * How a pipeline runs; {@link IngestPipeline.Builder} says what each means.
 */
record IngestOptions(FailurePolicy failurePolicy, int parallelism, IngestListener listener) {}
