/**
 * Reads folders and files: {@link dev.lectern.readers.file.FileReader}, and one class per format.
 *
 * <p>Station: {@code source -> document}, the first step of ingest.
 */
@NullMarked
package dev.lectern.readers.file;

import org.jspecify.annotations.NullMarked;
