package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads zip archives: each entry is a file within, and the archive itself is a document that lists their names.
 *
 * <p>Names that are not marked as UTF-8 are decoded by what they look like. Nothing is written to a path that an entry names.
 */
public final class ZipFormat extends BuiltInFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public ZipFormat() {
        super(
                "zip",
                "Reads the files in zip archives, each as a document of its own.",
                FileType.of(FileTypes.ZIP, "zip"),
                FileType.of("application/java-archive", "jar", "war", "ear"));
    }

    /** Entries pass one by one. */
    @Override
    public long defaultMaxBytes() {
        return 4L << 30;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        try (ZipFile zip = new ZipFile(input.localFile().toFile(), StandardCharsets.ISO_8859_1)) {
            List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.entries()));
            Function<ZipEntry, String> name = naming(entries);
            String names = String.join("\n", entries.stream().map(name).toList());
            sink.document(FileContent.of(names, Metadata.of("entries", entries.size())));
            for (ZipEntry entry : entries) {
                if (!entry.isDirectory()) {
                    read(zip, entry, name.apply(entry), sink);
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new UnreadableFileException(
                    "damaged: " + e.getMessage() + ". Check that the whole archive is there.", e);
        }
    }

    private static void read(ZipFile zip, ZipEntry entry, String name, FileSink sink)
            throws IOException, UnreadableFileException {
        InputStream bytes;
        try {
            bytes = zip.getInputStream(entry);
        } catch (ZipException e) {
            boolean encrypted = String.valueOf(e.getMessage()).contains("encrypted");
            sink.failure(
                    name,
                    encrypted
                            ? "encrypted: entries of archives are not deciphered. Unpack the archive with its password."
                            : "damaged: " + e.getMessage() + ". Check that the whole archive is there.",
                    e);
            return;
        }
        try (bytes) {
            sink.part(name, bytes);
        }
    }

    /** Returns what tells names: those without the mark of UTF-8 come as a char per byte, and together show their charset. */
    private static Function<ZipEntry, String> naming(List<ZipEntry> entries) {
        StringBuilder unmarked = new StringBuilder();
        entries.stream().map(ZipEntry::getName).filter(ZipFormat::isBytes).forEach(unmarked::append);
        if (unmarked.length() == 0) {
            return ZipEntry::getName;
        }
        byte[] sample = unmarked.toString().getBytes(StandardCharsets.ISO_8859_1);
        Charset charset = Charset.forName(TextDecoder.decode(sample).charset());
        return entry -> isBytes(entry.getName())
                ? new String(entry.getName().getBytes(StandardCharsets.ISO_8859_1), charset)
                : entry.getName();
    }

    private static boolean isBytes(String name) {
        return name.chars().allMatch(c -> c < 256) && name.chars().anyMatch(c -> c > 127);
    }
}
