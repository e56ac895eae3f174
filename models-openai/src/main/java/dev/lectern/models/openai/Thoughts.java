package dev.lectern.models.openai;

/**
 * Leaves out what a model thinks aloud before its answer, between {@code <think>} and {@code </think>}, as some servers hand it on; only at the very
 * beginning of a text. One thread at a time.
 */
final class Thoughts {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum Place {
        BEGINNING,
        THOUGHT,
        AFTER_THOUGHT,
        ANSWER
    }

    private final StringBuilder waiting = new StringBuilder();
    private Place place = Place.BEGINNING;

    /** Takes the next piece of a text; returns what of it, and of what waited, belongs to the answer. */
    String take(String piece) {
        if (place == Place.ANSWER) {
            return piece;
        }
        waiting.append(piece);
        if (place == Place.BEGINNING) {
            String text = waiting.toString().stripLeading();
            if (OPEN.startsWith(text) && !text.equals(OPEN)) {
                return "";
            }
            place = text.startsWith(OPEN) ? Place.THOUGHT : Place.ANSWER;
        }
        if (place == Place.THOUGHT) {
            int close = waiting.indexOf(CLOSE);
            if (close < 0) {
                return "";
            }
            waiting.delete(0, close + CLOSE.length());
            place = Place.AFTER_THOUGHT;
        }
        if (place == Place.AFTER_THOUGHT) {
            String text = waiting.toString().stripLeading();
            waiting.setLength(0);
            waiting.append(text);
            place = text.isEmpty() ? Place.AFTER_THOUGHT : Place.ANSWER;
        }
        return takeWaiting();
    }

    /** Returns what waited when the text ended; a thought without end is none of it. */
    String end() {
        return place == Place.BEGINNING ? takeWaiting() : "";
    }

    private String takeWaiting() {
        String text = waiting.toString();
        waiting.setLength(0);
        return text;
    }
}
