/**
 * Example 12: a folder of many formats, with files within files and one that is damaged.
 *
 * <p>Station: {@code source -> document}, and the whole route after it.
 */
@NullMarked
package dev.lectern.examples.e12mixedfolder;

import org.jspecify.annotations.NullMarked;
