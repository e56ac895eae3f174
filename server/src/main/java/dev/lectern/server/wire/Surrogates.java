package dev.lectern.server.wire;

/** Finds what is half a character. JSON can escape it; UTF-8 cannot carry it, so it could be stored but never be answered. */
final class Surrogates {

    private Surrogates() {}

    /** Returns the index of the first surrogate without its partner, or -1. */
    static int firstUnpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
