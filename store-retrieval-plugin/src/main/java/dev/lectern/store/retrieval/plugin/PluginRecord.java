package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.MetadataKeys;
import java.util.List;
import java.util.Map;

/**
 * One document as the plugin knows it.
 *
 * @param id the id of the document
 * @param text the text of the document
 * @param metadata those of {@link #KEYS} that have a value
 */
record PluginRecord(String id, String text, Map<String, String> metadata) {

    /** The metadata keys of the plugin, in the order in which it writes them. */
    static final List<String> KEYS = List.of(
            MetadataKeys.SOURCE,
            MetadataKeys.SOURCE_ID,
            MetadataKeys.URL,
            MetadataKeys.CREATED_AT,
            MetadataKeys.AUTHOR);
}
