package dev.lectern.document;

/** Shortens text for people: one line, cut at a given length, never inside a surrogate pair. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * Returns the start of a text on one line.
     *
     * @param text any text; runs of white space become one space
     * @param maxChars length of the result at most, 1 or more; a cut is marked by an ellipsis as the last character
     */
    public static String of(String text, int maxChars) {
        if (maxChars < 1) {
            throw new IllegalArgumentException("maxChars must be 1 or more, got: " + maxChars);
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxChars + 1));
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() <= maxChars; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = !line.isEmpty();
            } else {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.append(c);
            }
        }
        if (line.length() > maxChars) {
            int end = maxChars - 1;
            if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
                end--;
            }
            line.setLength(end);
            line.append('…');
        }
        return line.toString();
    }
}
