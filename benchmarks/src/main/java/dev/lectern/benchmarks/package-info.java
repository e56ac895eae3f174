/**
 * Measures Lectern beside its peers: one main class per benchmark, all contestants in turn within one process.
 *
 * <p>Station: beside the route. Start with {@link dev.lectern.benchmarks.Rounds}.
 */
@NullMarked
package dev.lectern.benchmarks;

import org.jspecify.annotations.NullMarked;
