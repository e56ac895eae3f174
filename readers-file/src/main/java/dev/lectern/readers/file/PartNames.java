package dev.lectern.readers.file;

import java.util.regex.Pattern;

/** Makes names from within files fit to be shown: they become ids, metadata, lines of lists and messages. Stateless. */
final class PartNames {

    /** Control characters, line and paragraph separators, and marks that turn the direction of what follows. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private PartNames() {}

    /** Returns a text with a space for each character that would be obeyed instead of shown. */
    static String clean(String text) {
        return UNSEEN.matcher(text).replaceAll(" ");
    }
}
