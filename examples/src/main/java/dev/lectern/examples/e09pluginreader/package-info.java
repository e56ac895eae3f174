/**
 * Example 09: documents out of what a server of the ChatGPT Retrieval Plugin API finds.
 *
 * <p>Station: {@code question -> document}, over HTTP.
 */
@NullMarked
package dev.lectern.examples.e09pluginreader;

import org.jspecify.annotations.NullMarked;
