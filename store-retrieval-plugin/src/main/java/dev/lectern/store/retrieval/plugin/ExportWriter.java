package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import java.io.IOException;
import java.io.OutputStream;

/** Writes documents in one format, each as soon as it comes; never closes the stream it was given. One thread at a time. */
interface ExportWriter {

    /** Starts the output in a format. */
    static ExportWriter of(UpsertFormat format, OutputStream out) throws IOException {
        return format == UpsertFormat.ZIP ? new ZipWriter(out) : new RecordWriter(out, format);
    }

    /**
     * Writes a document.
     *
     * @param plugin the part of the document that the plugin knows
     * @return what the plugin reads of it
     */
    PluginRecord write(Document document, PluginRecord plugin) throws IOException;

    /** Ends the output, and flushes. */
    void finish(boolean anyWritten) throws IOException;

    /** Lets go of memory; output that is not finished stays incomplete. */
    void close() throws IOException;
}
