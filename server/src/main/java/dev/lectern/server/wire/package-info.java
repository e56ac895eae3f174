/**
 * What goes over the wire: request bodies read as the original reads them, answers, and refusals that name field and rule.
 *
 * <p>Station: the edge of the server; {@link dev.lectern.server.wire.Fields} is where lax typing lives.
 */
@NullMarked
package dev.lectern.server.wire;

import org.jspecify.annotations.NullMarked;
