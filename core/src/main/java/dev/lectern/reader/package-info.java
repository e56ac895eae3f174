/**
 * Turns a source into documents: {@link dev.lectern.reader.Reader} and the sink it pushes into.
 *
 * <p>Station: {@code source -> document}, the first step of ingest.
 */
@NullMarked
package dev.lectern.reader;

import org.jspecify.annotations.NullMarked;
