/**
 * Example 10: an index whose storage is a server of the ChatGPT Retrieval Plugin API.
 *
 * <p>Station: the whole route, over HTTP.
 */
@NullMarked
package dev.lectern.examples.e10pluginindex;

import org.jspecify.annotations.NullMarked;
