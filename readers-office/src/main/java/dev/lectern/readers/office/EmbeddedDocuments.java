package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;

/**
 * Keeps the documents within a document until its text is written; pictures, sounds, fonts, thumbnails and macros stay out.
 *
 * <p>One per document, one thread.
 */
final class EmbeddedDocuments implements EmbeddedDocumentExtractor {

    /** All parts of one document wait in memory. */
    private static final long MAX_BYTES = 64L << 20;

    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "(?:image|audio|video|font)/.*|text/css|application/(?:x-)?font.*|application/x-(?:emf|msmetafile).*");

    private static final Pattern MEDIA_NAME = Pattern.compile(
            ".*\\.(?:png|jpe?g|jpe|gif|bmp|tiff?|emf|wmf|wdp|svg|pict|ico|mp[34]|m4a|wav|css|[ot]tf|woff2?|js|ncx|odttf)");

    private final Set<String> leftOut;
    private final List<FileInput> parts = new ArrayList<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private long bytes;

    /**
     * Starts without any.
     *
     * @param leftOut names within the file of what stays out too
     */
    EmbeddedDocuments(Set<String> leftOut) {
        this.leftOut = leftOut;
    }

    List<FileInput> parts() {
        return parts;
    }

    /** Returns reasons by name. */
    Map<String, String> failures() {
        return failures;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        String kind = String.valueOf(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE));
        return !kind.equals("THUMBNAIL")
                && !kind.equals("MACRO")
                && !kind.equals("METADATA")
                && !leftOut.contains(String.valueOf(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY)))
                && !isMedia(metadata, kind);
    }

    /** An attachment that is a picture was sent on purpose: it is named, if only as something without text. */
    private static boolean isMedia(Metadata metadata, String kind) {
        if (kind.equals("ATTACHMENT") && !name(metadata).isEmpty()) {
            return false;
        }
        String type = String.valueOf(metadata.get(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        String name = name(metadata).toLowerCase(Locale.ROOT);
        return MEDIA_TYPE.matcher(type).matches() || MEDIA_NAME.matcher(name).matches();
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws IOException {
        if (!shouldParseEmbedded(metadata)) {
            return;
        }
        String name = name(metadata);
        String shown = name.isEmpty() ? "embedded-" + (parts.size() + 1) : name;
        byte[] content = contentOf(stream, (int) Math.min(Integer.MAX_VALUE - 8L, MAX_BYTES - bytes + 1));
        if (content.length == 0) {
            return;
        } else if (bytes + content.length > MAX_BYTES) {
            failures.put(
                    shown, "the documents within take more than " + MAX_BYTES + " bytes. Take it out of the file.");
            return;
        }
        bytes += content.length;
        parts.add(FileInput.of(shown, content));
    }

    private static byte[] contentOf(InputStream stream, int limit) throws IOException {
        // An embedded document of the old kind is a directory of the one around it.
        if (stream instanceof TikaInputStream tika && tika.getOpenContainer() instanceof DirectoryEntry directory) {
            try (POIFSFileSystem files = new POIFSFileSystem();
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                EntryUtils.copyNodes(directory, files.getRoot());
                files.writeFilesystem(out);
                return out.toByteArray();
            }
        }
        return stream.readNBytes(limit);
    }

    private static String name(Metadata metadata) {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        return name == null
                ? ""
                : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                        .strip();
    }
}
