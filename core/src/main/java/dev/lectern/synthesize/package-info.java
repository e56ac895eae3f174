/**
 * Makes an answer of scored nodes: {@link dev.lectern.synthesize.ResponseSynthesizer}, its modes, and the response.
 *
 * <p>Station: {@code scored node -> response}, the last step of a query.
 */
@NullMarked
package dev.lectern.synthesize;

import org.jspecify.annotations.NullMarked;
