/**
 * Speaks the formats of the ChatGPT Retrieval Plugin: {@link dev.lectern.store.retrieval.plugin.RetrievalPluginExport} writes documents
 * in them, {@link dev.lectern.store.retrieval.plugin.RetrievalPluginImport} reads them back.
 *
 * <p>Station: beside the route, after {@code source -> document}: documents leave for a plugin server, or come from its files.
 */
@NullMarked
package dev.lectern.store.retrieval.plugin;

import org.jspecify.annotations.NullMarked;
