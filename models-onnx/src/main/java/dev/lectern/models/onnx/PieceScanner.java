package dev.lectern.models.onnx;

import java.util.Map;

/** Walks once over a text, collects each word in its normal form, and cuts it into pieces; for one text, by one thread. */
final class PieceScanner {

    private static final int MAX_WORD_CHARS = 2 * WordPieceVocabulary.MAX_WORD_CODE_POINTS;
    private static final char ASCII_REMOVED = 0;
    private static final char ASCII_SPACE = 1;
    private static final char ASCII_ALONE = 2;
    /** What each ASCII character is: one of the three above, or the letter or digit that it becomes. */
    private static final char[] ASCII = ascii();

    private final UnicodeTable unicode = UnicodeTable.INSTANCE;
    private final WordPieceVocabulary vocabulary;
    private final PieceTable first;
    private final PieceTable next;
    private final Pieces pieces = new Pieces();

    /** The word so far, in its normal form, and the span in the text that each of its characters came from. */
    private final char[] word = new char[MAX_WORD_CHARS];

    private final int[] starts = new int[MAX_WORD_CHARS];
    private final int[] ends = new int[MAX_WORD_CHARS];
    private final int[] hashes = new int[MAX_WORD_CHARS + 1];
    private int length;
    private int codePoints;
    private int end;
    /** No combining mark moves before this place in the word. */
    private int barrier;

    PieceScanner(WordPieceVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.first = vocabulary.first();
        this.next = vocabulary.next();
    }

    Pieces scan(String text) {
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c < ASCII.length) {
                i = scanAscii(text, i, c);
            } else {
                i = scanOther(text, i);
            }
        }
        endWord();
        return pieces;
    }

    private int scanAscii(String text, int start, char c) {
        char normal = ASCII[c];
        if (normal > ASCII_ALONE) {
            append(normal, start, start + 1);
        } else if (normal == ASCII_SPACE) {
            endWord();
        } else if (normal == ASCII_ALONE) {
            endWord();
            if (c == '[') {
                int after = scanSpecial(text, start);
                if (after > start) {
                    return after;
                }
            }
            append(c, start, start + 1);
            endWord();
        }
        return start + 1;
    }

    /** Takes a special token that is written out in the text; returns where it ends, or {@code start} if there is none. */
    private int scanSpecial(String text, int start) {
        for (Map.Entry<String, Integer> special : vocabulary.specials().entrySet()) {
            if (text.startsWith(special.getKey(), start)) {
                int after = start + special.getKey().length();
                pieces.add(special.getValue(), start, after);
                return after;
            }
        }
        return start;
    }

    private int scanOther(String text, int start) {
        int codePoint = text.codePointAt(start);
        int after = start + Character.charCount(codePoint);
        byte kind = unicode.kind(codePoint);
        switch (kind) {
            case UnicodeTable.REMOVED -> {}
            case UnicodeTable.BARRIER -> barrier = length;
            case UnicodeTable.SPACE -> endWord();
            case UnicodeTable.ALONE -> {
                endWord();
                appendNormal(codePoint, start, after);
                endWord();
            }
            default -> appendNormal(codePoint, start, after);
        }
        return after;
    }

    private void appendNormal(int codePoint, int start, int after) {
        int normal = unicode.mapped(codePoint);
        if (normal >= 0) {
            appendCodePoint(normal, start, after);
        } else {
            for (int part : unicode.sequence(codePoint)) {
                appendCodePoint(part, start, after);
            }
        }
    }

    private void appendCodePoint(int codePoint, int start, int after) {
        int place = length;
        if (Character.isBmpCodePoint(codePoint)) {
            append((char) codePoint, start, after);
        } else {
            append(Character.highSurrogate(codePoint), start, after);
            append(Character.lowSurrogate(codePoint), start, after);
            codePoints--;
        }
        byte order = unicode.kind(codePoint);
        if (order > UnicodeTable.KEPT && order <= UnicodeTable.LAST_MARK) {
            sortIn(place, order);
        }
    }

    private void append(char c, int start, int after) {
        if (length < MAX_WORD_CHARS) {
            word[length] = c;
            starts[length] = start;
            ends[length++] = after;
        }
        codePoints++;
        end = after;
    }

    /** Moves the mark at the end of the word, which begins at {@code place}, before all marks of a higher order (NFD). */
    private void sortIn(int place, byte order) {
        int target = place;
        while (target > barrier) {
            int before = Character.codePointBefore(word, target, barrier);
            byte other = unicode.kind(before);
            if (other <= order || other > UnicodeTable.LAST_MARK) {
                break;
            }
            target -= Character.charCount(before);
        }
        int width = length - place;
        if (target < place && width > 0) {
            // The spans stay: they are in text order, as spans of tokens have to be.
            char[] mark = {word[place], word[length - 1]};
            System.arraycopy(word, target, word, target + width, place - target);
            System.arraycopy(mark, 0, word, target, width);
        }
    }

    private void endWord() {
        if (length > 0) {
            if (codePoints > WordPieceVocabulary.MAX_WORD_CODE_POINTS || !cut()) {
                pieces.add(vocabulary.unknown(), starts[0], end);
            }
            length = 0;
            codePoints = 0;
            barrier = 0;
        }
    }

    /** Cuts the word into the longest pieces there are, left to right; tells whether that went through to its end. */
    private boolean cut() {
        PieceTable.hashBeginnings(word, length, hashes);
        int sizeBefore = pieces.size();
        PieceTable table = first;
        for (int from = 0; from < length; table = next) {
            int to = Math.min(length, from + table.longest());
            int id = table.find(word, from, to, hashes);
            while (id < 0 && --to > from) {
                id = table.find(word, from, to, hashes);
            }
            if (id < 0) {
                pieces.truncate(sizeBefore);
                return false;
            }
            pieces.add(id, starts[from], ends[to - 1]);
            from = to;
        }
        return true;
    }

    private static char[] ascii() {
        char[] table = new char[128];
        for (char c = 0; c < table.length; c++) {
            table[c] = switch (UnicodeTable.INSTANCE.kind(c)) {
                case UnicodeTable.REMOVED -> ASCII_REMOVED;
                case UnicodeTable.SPACE -> ASCII_SPACE;
                case UnicodeTable.ALONE -> ASCII_ALONE;
                default -> (char) UnicodeTable.INSTANCE.mapped(c);
            };
        }
        return table;
    }
}
