/**
 * Asks any server of the ChatGPT Retrieval Plugin API, over HTTP, what a conforming one must answer: {@link
 * dev.lectern.testkit.plugin.RetrievalPluginConformance}.
 *
 * <p>Station: beside the route; used by tests of servers, ours and those of others.
 */
@NullMarked
package dev.lectern.testkit.plugin;

import org.jspecify.annotations.NullMarked;
