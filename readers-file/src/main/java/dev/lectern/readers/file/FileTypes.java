package dev.lectern.readers.file;

import dev.lectern.format.FileInput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the media type of a file: by its content first, by its name second.
 *
 * <p>The name decides between kinds of what the content says: a zip may be a book, XML a picture. It does so for text, which says little
 * of itself, and for bytes that say nothing. Stateless.
 */
final class FileTypes {

    static final String PLAIN = KnownTypes.TEXT;
    static final String MARKDOWN = "text/markdown";
    static final String HTML = "text/html";
    static final String PDF = "application/pdf";
    static final String XML = KnownTypes.XML;
    static final String ZIP = KnownTypes.ZIP;
    static final String UNKNOWN = "application/octet-stream";

    /** Types of what people write; pages of HTML are saved under their endings. */
    private static final Set<String> PROSE = Set.of(PLAIN, MARKDOWN, HTML);

    /** What files of programs nobody here knows are made of. */
    private static final Set<String> CONTAINERS = Set.of(ZIP, KnownTypes.OPEN_XML, KnownTypes.OLE);

    private FileTypes() {}

    /**
     * Returns the media type, without parameters.
     *
     * @param typesByEnding the types that the known formats have for endings of names
     */
    static String of(FileInput input, Map<String, String> typesByEnding) {
        byte[] head = input.head();
        boolean clean = TextProbe.isCleanText(head);
        String ending = endingOf(input.name());
        String known = typesByEnding.getOrDefault(ending, "");
        boolean named = clean && PlainTextFormat.reads(known);
        if (isPdf(head, named)) {
            return PDF;
        }
        String byName = known.isEmpty() ? KnownTypes.byEnding(ending) : known;
        String byContent = byContent(head, clean, named ? known : "");
        if (byContent == null) {
            return byName.isEmpty() || isTextual(byName) ? UNKNOWN : byName;
        }
        return isRefined(byContent, byName) ? byName : byContent;
    }

    /** Tells whether the type of a name is a kind of that of the content, or a format's own that is made like it. */
    private static boolean isRefined(String byContent, String byName) {
        return KnownTypes.isKindOf(byName, byContent)
                || (byContent.equals(PLAIN) && isTextual(byName))
                || (byContent.equals(XML) && byName.endsWith("+xml"))
                || (CONTAINERS.contains(byContent)
                        && !byName.isEmpty()
                        && !KnownTypes.knows(byName)
                        && !isTextual(byName));
    }

    /**
     * Returns what the content says, or null.
     *
     * @param named the type of text that the name stands for, empty if it stands for none
     */
    private static @Nullable String byContent(byte[] head, boolean clean, String named) {
        boolean text = TextProbe.isMostlyText(head);
        String signed = clean ? null : KnownTypes.bySignature(head, text);
        if (signed != null) {
            return signed.equals(ZIP) ? ZipKind.of(head) : signed;
        } else if (!text) {
            return null;
        }
        String start = startOf(head);
        if (PROSE.contains(named) && TextKind.isPage(start)) {
            return HTML;
        }
        // What is named as text is that text, unless it is surely the source of something else.
        return named.isEmpty() ? TextKind.of(start) : TextKind.ofSource(start);
    }

    /**
     * PDF allows its mark within the first 1,024 bytes; a text may speak of it there.
     *
     * @param named whether it is named as text, and is text: only a mark at the start counts then
     */
    private static boolean isPdf(byte[] head, boolean named) {
        String start = new String(head, 0, Math.min(head.length, 1024), StandardCharsets.ISO_8859_1);
        int mark = start.indexOf("%PDF-");
        return mark >= 0 && (start.substring(0, mark).isBlank() || mark <= 3 || !named);
    }

    /** Tells whether files of a type are text, read as it stands or not. */
    private static boolean isTextual(String type) {
        return PlainTextFormat.reads(type) || KnownTypes.isKindOf(type, PLAIN);
    }

    /** Returns the start of a text as far as ASCII tells it, without a byte order mark; UTF-16 loses its zero bytes. */
    private static String startOf(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 4096), StandardCharsets.ISO_8859_1);
        return start.replace("\0", "").replaceFirst("^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)", "");
    }

    /** Returns what stands behind the last dot of a name, in lower case; the name where it has none. */
    static String endingOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
