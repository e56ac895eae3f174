package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites "Strict Open XML" documents, which the parser does not know, as the usual "Transitional" ones: the same elements under other
 * names of namespaces. Stateless.
 *
 * @see <a href="https://www.ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376, parts 1 and 4</a>
 */
final class StrictOoxml {

    private static final Pattern NAMESPACE = Pattern.compile(
            "http://purl\\.oclc\\.org/ooxml/(spreadsheetml|wordprocessingml|presentationml|drawingml|officeDocument)/(\\w+)");

    /** Larger documents of this kind are refused, not rewritten. */
    private static final long MAX_BYTES = 256L << 20;

    private StrictOoxml() {}

    /** Returns a temporary file, which the caller removes, or null if the document is not strict. */
    static @Nullable Path asTransitional(FileInput input) throws IOException, UnreadableFileException {
        byte[] head = input.head();
        if (head.length < 4 || head[0] != 'P' || head[1] != 'K' || OfficeSignature.of(head) != null) {
            return null;
        }
        try (ZipFile zip = new ZipFile(input.localFile().toFile())) {
            ZipEntry roots = zip.getEntry("_rels/.rels");
            if (roots == null || !text(zip, roots, 1 << 20).contains("http://purl.oclc.org/ooxml/")) {
                return null;
            }
            Path rewritten = Files.createTempFile("lectern-strict-", ".tmp");
            try {
                rewrite(zip, rewritten);
                return rewritten;
            } catch (IOException | UnreadableFileException e) {
                Files.deleteIfExists(rewritten);
                throw e;
            }
        } catch (ZipException e) {
            // Damaged: the parser may still find something, or says what is wrong.
            return null;
        }
    }

    private static void rewrite(ZipFile zip, Path to) throws IOException, UnreadableFileException {
        long left = MAX_BYTES;
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes;
                try (InputStream in = zip.getInputStream(entry)) {
                    bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, left + 1));
                }
                left -= bytes.length;
                if (left < 0) {
                    throw new UnreadableFileException("too large: it unpacks to more than " + MAX_BYTES
                            + " bytes. Save it as a usual document of its program.");
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(isXml(entry.getName()) ? transitional(bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    private static boolean isXml(String name) {
        return name.endsWith(".xml") || name.endsWith(".rels") || name.endsWith(".vml");
    }

    private static byte[] transitional(byte[] xml) {
        // A char per byte keeps every charset as it is: the names are ASCII.
        Matcher namespace = NAMESPACE.matcher(new String(xml, StandardCharsets.ISO_8859_1));
        return namespace
                .replaceAll(found -> "http://schemas.openxmlformats.org/" + found.group(1) + "/2006/"
                        + found.group(2).replaceAll("Properties$", "-properties"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(ZipFile zip, ZipEntry entry, int limit) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(limit), StandardCharsets.ISO_8859_1);
        }
    }
}
