/**
 * Cuts documents as the original server does: {@link dev.lectern.server.chunk.CompatibleSplitter}.
 *
 * <p>Station: {@code document -> nodes}.
 */
@NullMarked
package dev.lectern.server.chunk;

import org.jspecify.annotations.NullMarked;
