package dev.lectern.readers.file;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a text is by how it begins: HTML, XML, a mail, a mailbox, the source of something else. Stateless. */
final class TextKind {

    private static final String COMMENTS = "\\s*+(?:<!--.{0,2000}?-->\\s*+)*+";

    /** A page with its outermost element, which no text of another kind begins with. */
    private static final Pattern PAGE =
            Pattern.compile(COMMENTS + "<(?:!doctype\\s+html|html)[\\s>].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A page that begins with an inner element. */
    private static final Pattern PAGE_PIECE = Pattern.compile(
            COMMENTS + "<(?:head|title|body|meta|h1|script|style)[\\s>].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern XML = Pattern.compile("\\s*+<\\?xml\\s.*", Pattern.DOTALL);

    /** The outermost element of XML, without its prefix. */
    private static final Pattern ROOT = Pattern.compile("<(?:[A-Za-z][\\w.-]{0,40}:)?([A-Za-z][\\w.-]{0,40})");

    private static final Map<String, String> ROOTS = Map.of(
            "html", "application/xhtml+xml",
            "svg", "image/svg+xml",
            "rss", "application/rss+xml",
            "feed", "application/atom+xml",
            "RDF", "application/rdf+xml",
            "kml", "application/vnd.google-earth.kml+xml",
            "gpx", "application/gpx+xml",
            "FictionBook", "application/x-fictionbook+xml");

    private static final Map<String, String> BEGINNINGS = Map.of(
            "<svg", "image/svg+xml",
            "<MIFFile", "application/vnd.mif",
            "\\documentclass", "application/x-tex",
            "BEGIN:VCALENDAR", "text/calendar",
            "BEGIN:VCARD", "text/x-vcard",
            "WEBVTT", "text/vtt");

    /** Two lines of a mail's head, or one and its continuation. */
    private static final Pattern HEADER =
            Pattern.compile("[A-Za-z][A-Za-z0-9-]*:.*\\R(?:[A-Za-z][A-Za-z0-9-]*:|[ \\t])");

    /** Lines with colons are in many texts; those of a mail say from whom it is or how it came. */
    private static final Pattern ORIGIN = Pattern.compile("(?im)^(?:from:.*@|received:.*(?:from|by) )");

    private static final Pattern OTHER_FIELD =
            Pattern.compile("(?im)^(?:to|date|subject|message-id|delivered-to|return-path|mime-version):");

    /** The line before a message, with an hour in it, and the first field. */
    private static final Pattern MAILBOX = Pattern.compile(
            "From \\S++ [^\\r\\n]{0,100}?\\d\\d:\\d\\d[^\\r\\n]{0,60}\\R>?[A-Za-z][A-Za-z0-9-]*:.*", Pattern.DOTALL);

    private TextKind() {}

    /** Tells whether a text is a page of HTML, whatever its name says. */
    static boolean isPage(String start) {
        return PAGE.matcher(start).matches();
    }

    /** Returns the type of text that is the source of something else, whatever its name says, as RTF is; else {@link FileTypes#PLAIN}. */
    static String ofSource(String start) {
        if (start.startsWith("{\\rtf")) {
            return "application/rtf";
        }
        return start.startsWith("%!PS") ? "application/postscript" : FileTypes.PLAIN;
    }

    /**
     * Returns the media type, {@link FileTypes#PLAIN} where the text does not tell.
     *
     * @param start of the text, without a byte order mark
     */
    static String of(String start) {
        if (isPage(start)) {
            return FileTypes.HTML;
        } else if (XML.matcher(start).matches()) {
            return ofRoot(start);
        } else if (PAGE_PIECE.matcher(start).matches()) {
            return FileTypes.HTML;
        } else if (isMail(start)) {
            return "message/rfc822";
        } else if (MAILBOX.matcher(start).matches()) {
            return "application/mbox";
        }
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            if (start.startsWith(beginning.getKey())) {
                return beginning.getValue();
            }
        }
        return ofSource(start);
    }

    private static boolean isMail(String start) {
        String head = start.split("\\r?\\n\\r?\\n", 2)[0];
        return HEADER.matcher(start).lookingAt()
                && ORIGIN.matcher(head).find()
                && OTHER_FIELD.matcher(head).find();
    }

    private static String ofRoot(String start) {
        Matcher root = ROOT.matcher(start.replaceAll("(?s)<!--.{0,2000}?-->", ""));
        return root.find() ? ROOTS.getOrDefault(root.group(1), FileTypes.XML) : FileTypes.XML;
    }
}
