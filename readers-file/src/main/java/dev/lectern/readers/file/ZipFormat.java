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
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipException;

/**
 * Reads zip archives: each entry is a file within, and the archive itself is a document that lists their names.
 *
 * <p>Names that are not marked as UTF-8 are decoded by what they look like. Nothing is written to a path that an entry names. Several
 * entries of one name are all read; an entry whose checksum is wrong is a failure. Encrypted ones, in the older way or by AES, are opened by
 * the reader's password.
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
        try (ZipArchive zip = ZipArchive.open(input.localFile())) {
            Function<ZipArchive.Entry, String> name = naming(zip.entries());
            List<String> names =
                    zip.entries().stream().map(name).map(PartNames::clean).toList();
            sink.document(FileContent.of(String.join("\n", names), Metadata.of("entries", names.size())));
            for (ZipArchive.Entry entry : zip.entries()) {
                if (!entry.isFolder()) {
                    read(zip, entry, name.apply(entry), input.password(), sink);
                }
            }
        } catch (ZipException e) {
            throw new UnreadableFileException(
                    "damaged: " + e.getMessage() + ". Check that the whole archive is there.", e);
        }
    }

    private static void read(ZipArchive zip, ZipArchive.Entry entry, String name, String password, FileSink sink)
            throws IOException, UnreadableFileException {
        InputStream content;
        try {
            content = zip.content(entry, password);
        } catch (UnreadableFileException e) {
            sink.failure(name, e.reason(), e.getCause());
            return;
        }
        try (content) {
            sink.part(name, content);
        }
    }

    /** Returns what tells names: those without the mark of UTF-8 come as a char per byte, and together show their charset. */
    private static Function<ZipArchive.Entry, String> naming(List<ZipArchive.Entry> entries) {
        StringBuilder unmarked = new StringBuilder();
        entries.stream()
                .filter(entry -> !entry.isUnicode())
                .map(ZipArchive.Entry::name)
                .forEach(unmarked::append);
        Charset charset =
                Charset.forName(TextDecoder.decode(bytes(unmarked.toString())).charset());
        return entry -> entry.isUnicode() ? entry.name() : new String(bytes(entry.name()), charset);
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
