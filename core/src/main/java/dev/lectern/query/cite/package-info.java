/**
 * Checks where an answer points to: {@link dev.lectern.query.cite.CitationQueryEngine}.
 *
 * <p>Station: {@code question -> response}, around any query engine.
 */
@NullMarked
package dev.lectern.query.cite;

import org.jspecify.annotations.NullMarked;
