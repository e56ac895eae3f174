/**
 * Carries sources into a store: {@link dev.lectern.ingest.IngestPipeline} and its report.
 *
 * <p>Station: all of ingest: read, split, embed, upsert.
 */
@NullMarked
package dev.lectern.ingest;

import org.jspecify.annotations.NullMarked;
