/**
 * Changes what was retrieved before an answer is made of it: the implementations of {@link dev.lectern.retrieve.NodePostprocessor}.
 *
 * <p>Station: {@code scored node -> scored node}, between the two steps of a query.
 */
@NullMarked
package dev.lectern.postprocess;

import org.jspecify.annotations.NullMarked;
