package dev.lectern.readers.file;

import dev.lectern.format.FileInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Tells the media type of a file: by its content first, by its name second.
 *
 * <p>The everyday cases are decided here (PDF, and text with a well-known ending), all others by Tika, whose table of types takes about
 * 0.2 s to load and is loaded when first needed. Stateless, thread-safe.
 */
final class FileTypes {

    static final String PLAIN = "text/plain";
    static final String MARKDOWN = "text/markdown";
    static final String HTML = "text/html";
    static final String PDF = "application/pdf";
    static final String ZIP = "application/zip";
    static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String UNKNOWN = "application/octet-stream";

    /** Types of what people write; pages of HTML are saved under their endings. */
    private static final Set<String> PROSE = Set.of(PLAIN, MARKDOWN, HTML);

    private static final Pattern HTML_START = Pattern.compile(
            "\\s*+(?:<!--.{0,2000}?-->\\s*+)*+<(?:!doctype\\s+html|html)[\\s>].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Text that is the source of something else, whatever its name says: RTF, PostScript. */
    private static final Pattern OTHER_START = Pattern.compile("(?:\\{\\\\rtf|%!PS).*", Pattern.DOTALL);

    /** Two lines of a mail's head, or one and its continuation. */
    private static final Pattern HEADER_START =
            Pattern.compile("[A-Za-z][A-Za-z0-9-]*:.*\\R(?:[A-Za-z][A-Za-z0-9-]*:|[ \\t])");

    private FileTypes() {}

    /**
     * Returns the media type, without parameters.
     *
     * @param typesByEnding the types that the known formats have for endings of names
     */
    static String of(FileInput input, Map<String, String> typesByEnding) throws IOException {
        byte[] head = input.head();
        boolean text = TextProbe.isCleanText(head);
        if (isPdf(head, text, input.name())) {
            return PDF;
        }
        String byName = typesByEnding.getOrDefault(endingOf(input.name()), "");
        if (text && PlainTextFormat.reads(byName)) {
            String start = startOf(head);
            if (PROSE.contains(byName) && HTML_START.matcher(start).matches()) {
                return HTML;
            } else if (!OTHER_START.matcher(start).matches()) {
                return byName;
            }
        }
        if (isSigned(byName, head, text)) {
            return byName;
        }
        String type = byTika(input, TextProbe.isMostlyText(head), byName);
        return type.equals(ZIP) ? ZipKind.of(head) : type;
    }

    /** Tells whether the first bytes are those of the type that the name stands for; Tika's table would say the same, a hundred times slower. */
    private static boolean isSigned(String byName, byte[] head, boolean text) {
        String start = new String(head, 0, Math.min(head.length, 1024), StandardCharsets.ISO_8859_1);
        return switch (byName) {
            case "application/rtf" -> start.startsWith("{\\rtf");
            case "application/gzip" -> start.startsWith("\u001F\u008B");
            case "application/mbox" -> text && start.startsWith("From ");
            case "message/rfc822" -> text && HEADER_START.matcher(start).lookingAt();
            case "application/msword",
                    "application/vnd.ms-excel",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.ms-outlook" ->
                start.startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1");
            default ->
                start.startsWith("PK\u0003\u0004")
                        && !byName.equals(ZIP)
                        && ZipKind.of(head).equals(byName);
        };
    }

    /** PDF allows its mark within the first 1,024 bytes; a text may speak of it there, so away from the start more is asked. */
    private static boolean isPdf(byte[] head, boolean text, String name) {
        String start = new String(head, 0, Math.min(head.length, 1024), StandardCharsets.ISO_8859_1);
        int mark = start.indexOf("%PDF-");
        return mark >= 0
                && (start.substring(0, mark).isBlank()
                        || mark <= 3
                        || !text
                        || endingOf(name).equals("pdf"));
    }

    private static String byTika(FileInput input, boolean text, String known) throws IOException {
        String byContent = TikaTable.detect(input.head(), "");
        boolean bare = byContent.equals(PLAIN) || byContent.equals(UNKNOWN);
        if (!bare) {
            String both = TikaTable.detect(input.head(), input.name());
            return normal(both);
        }
        String byName = normal(TikaTable.detect(new byte[0], input.name()));
        if (byName.equals(UNKNOWN) && !known.isEmpty()) {
            return known;
        }
        if (text) {
            return TikaTable.isTextual(byName) ? byName : PLAIN;
        }
        return TikaTable.isTextual(byName) ? UNKNOWN : byName;
    }

    private static String normal(String type) {
        return type.equals("text/x-web-markdown") ? MARKDOWN : type;
    }

    /** Returns the start of a text as far as ASCII tells it; UTF-16 loses its zero bytes. */
    private static String startOf(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 4096), StandardCharsets.ISO_8859_1);
        return start.replace("\0", "").replaceFirst("^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)", "");
    }

    static String endingOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Holds Tika's table, which is loaded when first needed. */
    private static final class TikaTable {

        private static final Object LOADING = new Object();
        private static volatile @Nullable MimeTypes loaded;

        /**
         * Loads the table, or tries again where that failed: Tika gives up when the thread is interrupted, as one is whose reading was
         * cancelled. A static initialiser that failed would fail for ever.
         */
        private static MimeTypes types() {
            MimeTypes types = loaded;
            if (types == null) {
                synchronized (LOADING) {
                    boolean interrupted = Thread.interrupted();
                    try {
                        types = MimeTypes.getDefaultMimeTypes();
                        loaded = types;
                    } finally {
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }
            }
            return types;
        }

        static String detect(byte[] head, String name) throws IOException {
            Metadata metadata = new Metadata();
            if (!name.isEmpty()) {
                metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
            }
            InputStream content = head.length == 0 ? null : new ByteArrayInputStream(head);
            return types().detect(content, metadata).getBaseType().toString();
        }

        static boolean isTextual(String type) {
            MediaType media = MediaType.parse(type);
            return media != null
                    && (media.getType().equals("text")
                            || types().getMediaTypeRegistry().isInstanceOf(media, MediaType.TEXT_PLAIN));
        }
    }
}
