/**
 * Example 08: documents from readers, sent to a server of the ChatGPT Retrieval Plugin API.
 *
 * <p>Station: {@code source -> document -> store}, over HTTP.
 */
@NullMarked
package dev.lectern.examples.e08pluginupsert;

import org.jspecify.annotations.NullMarked;
