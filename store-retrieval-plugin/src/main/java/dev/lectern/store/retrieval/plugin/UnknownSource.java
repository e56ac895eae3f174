package dev.lectern.store.retrieval.plugin;

/**
 * Says what an export does with a {@code source} that the plugin does not know.
 *
 * <p>The plugin knows {@code email}, {@code file} and {@code chat}, and refuses the whole request for any other value.
 */
public enum UnknownSource {

    /** Leaves the key out and counts it in {@link ExportReport#leftOut()}. */
    LEAVE_OUT,

    /** Writes {@code file} and counts it in {@link ExportReport#rewritten()}; the value that the plugin itself gives to uploads. */
    AS_FILE
}
