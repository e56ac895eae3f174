/**
 * Example 13: a format of files of one's own.
 *
 * <p>Station: {@code source -> document}, within the reader of files.
 */
@NullMarked
package dev.lectern.examples.e13ownformat;

import org.jspecify.annotations.NullMarked;
