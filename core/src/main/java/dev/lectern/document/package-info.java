/**
 * The values that travel the route: {@link dev.lectern.document.Document}, its metadata, and the nodes cut from it.
 *
 * <p>Station: everywhere; depends on no other package.
 */
@NullMarked
package dev.lectern.document;

import org.jspecify.annotations.NullMarked;
