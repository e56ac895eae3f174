/**
 * The front door: {@link dev.lectern.Lectern}, which puts the route together with defaults.
 *
 * <p>Station: the whole route.
 */
@NullMarked
package dev.lectern;

import org.jspecify.annotations.NullMarked;
