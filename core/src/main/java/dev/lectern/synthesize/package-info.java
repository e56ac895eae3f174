/**
 * Makes an answer from a question and nodes: {@link dev.lectern.synthesize.ResponseSynthesizer} and the response modes.
 *
 * <p>Station: {@code scored node -> response}, the second step of a query.
 */
@NullMarked
package dev.lectern.synthesize;

import org.jspecify.annotations.NullMarked;
