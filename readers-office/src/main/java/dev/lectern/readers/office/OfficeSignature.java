package dev.lectern.readers.office;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the media type of documents that say it in their first bytes, so that nobody needs to look into them. Stateless. */
final class OfficeSignature {

    /** The first entry of a zip, whose name is eight letters long and whose content is stored as it stands, maybe after a time stamp. */
    private static final Pattern MIME_TYPE = Pattern.compile(
            "PK\\x03\\x04.{26}mimetype.{0,64}?(application/(?:vnd\\.oasis\\.opendocument\\.[a-z-]+|epub\\+zip))PK.*",
            Pattern.DOTALL);

    private static final int START = 256;

    private OfficeSignature() {}

    /** Returns the type of RTF, OpenDocument and EPUB, or null. */
    static @Nullable String of(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, START), StandardCharsets.ISO_8859_1);
        if (start.startsWith("{\\rtf")) {
            return "application/rtf";
        }
        Matcher type = MIME_TYPE.matcher(start);
        return type.matches() ? type.group(1) : null;
    }
}
