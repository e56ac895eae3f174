package dev.lectern.readers.file;

import java.nio.charset.StandardCharsets;

/** Tells what a zip really is by the names of its first entries: a document of an office program or a book, whatever its name says. */
final class ZipKind {

    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";

    private ZipKind() {}

    /**
     * Returns the media type.
     *
     * @param head the first bytes of a zip
     */
    static String of(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("mimetype", 30)) {
            // OpenDocument and EPUB: the first entry is stored and says it all.
            int end = 38;
            while (end < start.length() && isOfMediaType(start.charAt(end))) {
                end++;
            }
            String type = start.substring(38, end);
            return type.indexOf('/') > 0 ? type : FileTypes.ZIP;
        } else if (!start.contains("[Content_Types].xml") && !start.contains("_rels/.rels")) {
            return FileTypes.ZIP;
        }
        // The first one counts: a document may hold documents of other programs.
        int[] at = {entryBelow(start, "word/"), entryBelow(start, "xl/"), entryBelow(start, "ppt/")};
        int first = Math.min(at[0], Math.min(at[1], at[2]));
        if (first == Integer.MAX_VALUE) {
            // An archive may hold such names too, but does not begin with them.
            return start.startsWith("[Content_Types].xml", 30) || start.startsWith("_rels/.rels", 30)
                    ? KnownTypes.OPEN_XML
                    : FileTypes.ZIP;
        } else if (first == at[0]) {
            return OOXML + "wordprocessingml.document";
        }
        return OOXML + (first == at[1] ? "spreadsheetml.sheet" : "presentationml.presentation");
    }

    /** Returns where the name of an entry is, which stands at byte 30 of its header, which begins with PK, 3, 4. */
    private static int entryBelow(String start, String folder) {
        for (int at = start.indexOf(folder); at >= 0; at = start.indexOf(folder, at + 1)) {
            if (at >= 30 && start.startsWith("PK\3\4", at - 30)) {
                return at;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static boolean isOfMediaType(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "/.+-".indexOf(c) >= 0;
    }
}
