/**
 * Formats of office programs and books: {@link dev.lectern.readers.office.OfficeFormat} and one class per family.
 *
 * <p>Station: {@code source -> document}, within the reader of files.
 */
@NullMarked
package dev.lectern.readers.office;

import org.jspecify.annotations.NullMarked;
