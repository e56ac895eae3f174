/**
 * The front door of Lectern: {@link dev.lectern.Lectern}.
 *
 * <p>Station: the whole route, {@code source -> document -> node -> store} and {@code question -> nodes -> response}.
 */
@NullMarked
package dev.lectern;

import org.jspecify.annotations.NullMarked;
