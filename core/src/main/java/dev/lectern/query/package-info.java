/**
 * Answers questions: {@link dev.lectern.query.QueryEngine} and the engine that retrieves first.
 *
 * <p>Station: all of query: retrieve, post-process, synthesize.
 */
@NullMarked
package dev.lectern.query;

import org.jspecify.annotations.NullMarked;
