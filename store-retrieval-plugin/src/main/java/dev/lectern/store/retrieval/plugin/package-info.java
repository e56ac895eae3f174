/**
 * Speaks to servers of the ChatGPT Retrieval Plugin API: {@link dev.lectern.store.retrieval.plugin.RetrievalPluginClient} makes the calls,
 * and {@link dev.lectern.store.retrieval.plugin.RetrievalPluginStore}, {@link dev.lectern.store.retrieval.plugin.RetrievalPluginReader} and
 * {@link dev.lectern.store.retrieval.plugin.RetrievalPluginIndex} stand on it. Beside them,
 * {@link dev.lectern.store.retrieval.plugin.RetrievalPluginExport} writes documents in the plugin's file formats, and
 * {@link dev.lectern.store.retrieval.plugin.RetrievalPluginImport} reads them back.
 *
 * <p>Station: {@code document -> store} and {@code question -> scored node}, both on a server; as a reader {@code source -> document}.
 */
@NullMarked
package dev.lectern.store.retrieval.plugin;

import org.jspecify.annotations.NullMarked;
