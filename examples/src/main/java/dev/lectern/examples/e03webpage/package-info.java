/**
 * Example 03: a web page in, the JSON of the ChatGPT Retrieval Plugin out.
 *
 * <p>Station: {@code source -> document}, and out of the house.
 */
@NullMarked
package dev.lectern.examples.e03webpage;

import org.jspecify.annotations.NullMarked;
