package dev.lectern.testkit.plugin;

/** Cuts what is shown to people. Stateless. */
final class Shown {

    private Shown() {}

    /** Returns the text, or its start and how much there is of it. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }
}
