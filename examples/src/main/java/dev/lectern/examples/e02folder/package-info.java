/**
 * Example 02: a folder of files in several formats, answers with their places.
 *
 * <p>Station: the whole route, through the front door.
 */
@NullMarked
package dev.lectern.examples.e02folder;

import org.jspecify.annotations.NullMarked;
