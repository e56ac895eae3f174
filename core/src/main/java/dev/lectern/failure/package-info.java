/**
 * What goes wrong and what to do then: {@link dev.lectern.failure.LecternException}, the root of our exceptions, and how long to wait
 * before a server is asked again.
 *
 * <p>Station: everywhere; depends on no other package.
 */
@NullMarked
package dev.lectern.failure;

import org.jspecify.annotations.NullMarked;
