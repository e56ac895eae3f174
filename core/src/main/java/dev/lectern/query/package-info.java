/**
 * The second of the two methods that carry the route: {@link dev.lectern.query.RetrieverQueryEngine#query}.
 *
 * <p>Station: {@code question -> response}.
 */
@NullMarked
package dev.lectern.query;

import org.jspecify.annotations.NullMarked;
