/**
 * Formats of files: {@link dev.lectern.format.FileFormat} turns the bytes of one file into documents, whoever found the file.
 *
 * <p>Station: {@code source -> document}, within the reader of files.
 */
@NullMarked
package dev.lectern.format;

import org.jspecify.annotations.NullMarked;
