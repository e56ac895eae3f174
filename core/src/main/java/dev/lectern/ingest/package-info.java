/**
 * The first of the two methods that carry the route: {@link dev.lectern.ingest.IngestPipeline#run}.
 *
 * <p>Station: {@code source -> document -> node -> embedding -> store}.
 */
@NullMarked
package dev.lectern.ingest;

import org.jspecify.annotations.NullMarked;
