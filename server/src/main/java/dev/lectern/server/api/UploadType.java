package dev.lectern.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What kind of file an upload says it is, and the name under which a reader will know it. Stateless. */
final class UploadType {

    /** The endings of types that clients declare, the usual one first; the first six are those of the original. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry("application/pdf", List.of("pdf")),
            Map.entry("text/plain", List.of("txt", "text", "log")),
            Map.entry("text/markdown", List.of("md", "markdown", "mdown", "mkd")),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", List.of("docx")),
            Map.entry("text/csv", List.of("csv")),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", List.of("pptx")),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List.of("xlsx")),
            Map.entry("application/epub+zip", List.of("epub")),
            Map.entry("application/rtf", List.of("rtf")),
            Map.entry("message/rfc822", List.of("eml")),
            Map.entry("application/json", List.of("json")),
            Map.entry("text/html", List.of("html", "htm")));

    private static final int MAX_NAME_CHARS = 100;

    private UploadType() {}

    /** Returns a type without parameters, in lower case; empty where none is declared, or none that says anything. */
    static String bare(String contentType) {
        String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/octet-stream") ? "" : bare;
    }

    /** Tells whether a content can be told from text by its first bytes, so that text declared as such is a mistake. */
    static boolean isBinary(String bareType) {
        return ENDINGS.containsKey(bareType)
                && !bareType.startsWith("text/")
                && !bareType.equals("application/json")
                && !bareType.equals("message/rfc822")
                && !bareType.equals("application/rtf");
    }

    /**
     * Returns a name that is safe in any folder: what stands after the last slash, letters, digits and a few signs, with the ending
     * of the declared type.
     */
    static String safeName(String clientName, String bareType) {
        String last = clientName.substring(Math.max(clientName.lastIndexOf('/'), clientName.lastIndexOf('\\')) + 1);
        String safe = last.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip().replaceAll("^[. ]+", "");
        if (safe.length() > MAX_NAME_CHARS) {
            safe = safe.substring(safe.length() - MAX_NAME_CHARS);
        }
        String name = safe.isEmpty() ? "upload" : safe;
        List<String> endings = ENDINGS.getOrDefault(bareType, List.of());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return endings.isEmpty() || endings.contains(ending) ? name : name + "." + endings.get(0);
    }
}
