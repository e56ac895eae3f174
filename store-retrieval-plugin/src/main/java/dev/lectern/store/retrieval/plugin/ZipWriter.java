package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes each document as a text file of an archive.
 *
 * <p>A file is named by its number and what its document is called, so names differ without a list of them, also where case does not
 * count, and need no escape. The same documents give the same bytes.
 */
final class ZipWriter implements ExportWriter {

    /** The first date of the format, since the time of the export says nothing about the documents. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int MAX_NAME_CHARS = 60;

    private final Shield shield;
    private final ZipOutputStream zip;
    private long number;

    ZipWriter(OutputStream out) {
        this.shield = new Shield(out);
        this.zip = new ZipOutputStream(shield, StandardCharsets.UTF_8);
    }

    @Override
    public PluginRecord write(Document document, PluginRecord plugin) throws IOException {
        number++;
        String name = name(document);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(document.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        return new PluginRecord("", document.text(), Map.of(MetadataKeys.SOURCE, "file", MetadataKeys.SOURCE_ID, name));
    }

    private String name(Document document) {
        String called = document.metadata().text(MetadataKeys.FILE_NAME).orElse(document.id());
        String last = called.substring(called.lastIndexOf('/') + 1);
        boolean markdown = last.toLowerCase(Locale.ROOT).endsWith(".md")
                || document.metadata()
                        .text(MetadataKeys.MEDIA_TYPE)
                        .filter("text/markdown"::equals)
                        .isPresent();
        String bare = last.replaceFirst("\\.[A-Za-z]{1,5}$", "").replaceAll("[^A-Za-z0-9._-]+", "_");
        String start = bare.substring(0, Math.min(bare.length(), MAX_NAME_CHARS));
        return String.format(Locale.ROOT, "%06d-%s%s", number, start, markdown ? ".md" : ".txt");
    }

    @Override
    public void finish(boolean anyWritten) throws IOException {
        zip.finish();
        zip.flush();
    }

    @Override
    public void close() throws IOException {
        shield.open = false;
        zip.close();
    }

    /** Keeps the stream below open, and what closing the archive writes away from it. */
    private static final class Shield extends FilterOutputStream {

        private boolean open = true;

        Shield(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (open) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (open) {
                out.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (open) {
                out.flush();
            }
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
