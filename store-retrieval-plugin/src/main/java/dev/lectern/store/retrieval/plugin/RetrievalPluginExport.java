package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents as files that the ChatGPT Retrieval Plugin takes, JSON or an archive of texts, while a reader pushes them.
 *
 * <pre>{@code
 * try (RetrievalPluginExport export = RetrievalPluginExport.to(Path.of("docs.json"), UpsertFormat.JSON)) {
 *     reader.read("https://example.org/", export);
 *     ExportReport report = export.finish();
 * }
 * }</pre>
 *
 * <p>A record holds the id, the text, and the metadata keys source, source_id, url, created_at and author. The plugin knows no other:
 * other keys and sections are left out, and the {@link ExportReport} counts them. A {@code created_at} is written as an instant in UTC
 * with all its digits; one that is no ISO 8601 date of the years 1 to 9999 is left out, since the plugin would take it for now.
 *
 * <p>A text with an unpaired surrogate is refused: UTF-8 cannot carry it, and the plugin fails on its escaped form.
 *
 * <p>Memory does not grow with the number of documents. It sends nothing. Thread-safety: one thread at a time.
 *
 * @see <a href="https://github.com/openai/chatgpt-retrieval-plugin">the plugin: models/models.py and scripts/</a>
 */
public final class RetrievalPluginExport implements DocumentSink, Closeable {

    private final String target;
    private final ExportOptions options;
    private final RecordMapper mapper;
    private final ExportWriter writer;
    private final @Nullable PartFile file;
    private final List<ReadFailure> failures = new ArrayList<>();
    private final List<ReadSkip> skips = new ArrayList<>();
    private long documents;
    private boolean closed;

    private RetrievalPluginExport(
            String target, OutputStream out, UpsertFormat format, ExportOptions options, @Nullable PartFile file)
            throws IOException {
        this.target = target;
        this.options = options;
        this.mapper = new RecordMapper(options.unknownSource());
        this.writer = ExportWriter.of(format, out);
        this.file = file;
    }

    /** Starts an export with {@link ExportOptions#defaults()} into a stream; the caller closes the stream. */
    public static RetrievalPluginExport to(OutputStream out, UpsertFormat format) {
        return to(out, format, ExportOptions.defaults());
    }

    /**
     * Starts an export into a stream; the caller closes the stream.
     *
     * @throws StoreException if the stream cannot be written
     */
    public static RetrievalPluginExport to(OutputStream out, UpsertFormat format, ExportOptions options) {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(format, "format");
        try {
            return new RetrievalPluginExport("the stream", out, format, options, null);
        } catch (IOException e) {
            throw failed("the stream", e);
        }
    }

    /** Starts an export with {@link ExportOptions#defaults()} into a file. */
    public static RetrievalPluginExport to(Path file, UpsertFormat format) {
        return to(file, format, ExportOptions.defaults());
    }

    /**
     * Starts an export into a file, which {@link #finish} puts in place; until then a file of this name stays as it was.
     *
     * @throws StoreException if the folder cannot be written
     */
    public static RetrievalPluginExport to(Path file, UpsertFormat format, ExportOptions options) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(options, "options");
        try {
            PartFile part = PartFile.of(file);
            return new RetrievalPluginExport(file.toString(), part.out, format, options, part);
        } catch (IOException e) {
            throw failed(file.toString(), e);
        }
    }

    /**
     * Writes a document.
     *
     * @throws StoreException if the document has an unpaired surrogate and the policy is FAIL_FAST (nothing of it is written), or if
     *     the target cannot be written
     * @throws IllegalStateException if this export is finished or closed
     */
    @Override
    public void document(Document document) {
        requireOpen();
        PluginRecord plugin = mapper.toRecord(document);
        String fault = Surrogates.findFault(plugin);
        if (fault != null) {
            refuse(document, fault);
            return;
        }
        try {
            mapper.count(document, writer.write(document, plugin));
        } catch (IOException e) {
            throw abandoned(e);
        }
        documents++;
    }

    private void refuse(Document document, String fault) {
        String remedy = " Repair it before the export, for instance by putting U+FFFD in its place.";
        if (options.failurePolicy() == FailurePolicy.FAIL_FAST) {
            throw new StoreException(
                    document.id(), "Could not export document " + document.id() + ": " + fault + remedy, null);
        }
        failures.add(new ReadFailure(document.id(), fault + remedy, null));
    }

    /** Takes what the reader could not read: throws it under FAIL_FAST, keeps it for the report under COLLECT. */
    @Override
    public void failure(ReadFailure failure) {
        requireOpen();
        if (options.failurePolicy() == FailurePolicy.FAIL_FAST) {
            throw failure.toException();
        }
        failures.add(failure);
    }

    @Override
    public void skipped(ReadSkip skip) {
        requireOpen();
        skips.add(skip);
    }

    /**
     * Completes the output and closes this export.
     *
     * @return what was written and what was left out
     * @throws StoreException if the target cannot be written
     * @throws IllegalStateException if this export is finished or closed
     */
    public ExportReport finish() {
        requireOpen();
        try {
            writer.finish(documents > 0);
            writer.close();
            if (file != null) {
                file.putInPlace();
            }
            closed = true;
        } catch (IOException e) {
            throw abandoned(e);
        }
        return new ExportReport(documents, failures, skips, mapper.leftOut(), mapper.rewritten(), mapper.sections());
    }

    /** Gives up an export that is not finished: a file is not made, a stream is left incomplete; else does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writer.close();
            if (file != null) {
                file.remove();
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("export must be open, got: finished or closed (" + target + ")");
        }
    }

    private StoreException abandoned(IOException cause) {
        StoreException failure = failed(target, cause);
        try {
            close();
        } catch (StoreException | UncheckedIOException second) {
            failure.addSuppressed(second);
        }
        return failure;
    }

    private static StoreException failed(String target, IOException cause) {
        return new StoreException(
                target,
                "Could not export to " + target + ": " + cause + ". Check that it can be written and has room.",
                cause);
    }

    /** A file that is written beside its place. */
    private static final class PartFile {
        private final Path place;
        private final Path part;
        private final OutputStream out;

        private PartFile(Path place, Path part, OutputStream out) {
            this.place = place;
            this.part = part;
            this.out = out;
        }

        static PartFile of(Path place) throws IOException {
            Path absolute = place.toAbsolutePath();
            Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
            return new PartFile(absolute, part, new BufferedOutputStream(Files.newOutputStream(part)));
        }

        void putInPlace() throws IOException {
            out.close();
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
        }

        void remove() throws IOException {
            try {
                out.close();
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }
}
