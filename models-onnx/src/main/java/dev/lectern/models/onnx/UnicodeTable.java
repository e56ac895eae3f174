package dev.lectern.models.onnx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the BERT normaliser and pre-tokenizer do to each code point: clean, split, decompose (NFD), strip accents, lower case.
 *
 * <p>The table is a resource, so that a text has the same tokens on every JDK: the reference follows Unicode versions of its own, and
 * each JDK brings another. One line per fact, code points in hexadecimal, {@code #} starts a comment:
 *
 * <ul>
 *   <li>{@code 300-34e removed}: leaves no trace; {@code barrier}: leaves no trace but ends a run of combining marks;
 *   <li>{@code 9-a space}: ends a word; {@code 21-2f alone}: is a word of its own;
 *   <li>{@code 302e-302f 22}: a combining mark that stays; marks in a row are sorted by this number;
 *   <li>{@code c9 > 65}: becomes these code points.
 * </ul>
 *
 * <p>All other code points stay as they are. Hangul syllables are decomposed by their formula. The table is what the reference does,
 * with one difference, {@link #SPACE_CONTROLS}. Immutable, thread-safe.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/">Unicode, sections 3.11 and 3.12</a>
 */
final class UnicodeTable {

    static final byte KEPT = 0;
    /** Kinds from {@code KEPT + 1} to here are combining marks that stay; the kind is their order. */
    static final byte LAST_MARK = 100;

    static final byte REMOVED = 101;
    static final byte BARRIER = 102;
    static final byte SPACE = 103;
    static final byte ALONE = 104;

    /**
     * Controls that are white space to Java or to Unicode, such as the form feed between two pages. The reference takes them away before
     * it looks for white space, and so glues the last word of a page to the first of the next; here they end a word.
     */
    static final String SPACE_CONTROLS = "\u000B\f\u001C\u001D\u001E\u001F\u0085";

    private static final int HANGUL_FIRST = 0xAC00;
    private static final int HANGUL_LAST = 0xD7A3;
    private static final int LEAD_FIRST = 0x1100;
    private static final int VOWEL_FIRST = 0x1161;
    private static final int TAIL_BASE = 0x11A7;
    private static final int VOWELS = 21;
    private static final int TAILS = 28;

    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGES = (Character.MAX_CODE_POINT + 1) >>> PAGE_BITS;
    private static final byte[] KEPT_PAGE = new byte[PAGE_SIZE];
    private static final int[] UNMAPPED_PAGE = new int[0];

    /** Loaded with the first tokenizer. */
    static final UnicodeTable INSTANCE = load("bert-unicode.txt");

    private final byte[][] kinds = new byte[PAGES][];
    /** Per code point: 0, or the code point it becomes, or minus the index in {@code sequences} of what it becomes. */
    private final int[][] mappings = new int[PAGES][];

    private int[][] sequences = new int[1][];
    private int sequenceCount = 1;

    private UnicodeTable() {
        Arrays.fill(kinds, KEPT_PAGE);
        Arrays.fill(mappings, UNMAPPED_PAGE);
        setKinds(Character.MIN_SURROGATE, Character.MAX_SURROGATE, REMOVED);
    }

    /** Returns what happens to a code point. */
    byte kind(int codePoint) {
        return kinds[codePoint >>> PAGE_BITS][codePoint & (PAGE_SIZE - 1)];
    }

    /** Returns the one code point that a code point becomes; -1 if it becomes several, which {@link #sequence} returns. */
    int mapped(int codePoint) {
        int[] page = mappings[codePoint >>> PAGE_BITS];
        int mapping = page.length == 0 ? 0 : page[codePoint & (PAGE_SIZE - 1)];
        if (mapping < 0 || isHangulSyllable(codePoint)) {
            return -1;
        }
        return mapping == 0 ? codePoint : mapping;
    }

    /** Returns the several code points that a code point becomes; not to be changed. */
    int[] sequence(int codePoint) {
        if (isHangulSyllable(codePoint)) {
            int index = codePoint - HANGUL_FIRST;
            int lead = LEAD_FIRST + index / (VOWELS * TAILS);
            int vowel = VOWEL_FIRST + index / TAILS % VOWELS;
            int tail = index % TAILS;
            return tail == 0 ? new int[] {lead, vowel} : new int[] {lead, vowel, TAIL_BASE + tail};
        }
        return sequences[-mappings[codePoint >>> PAGE_BITS][codePoint & (PAGE_SIZE - 1)]];
    }

    private static boolean isHangulSyllable(int codePoint) {
        return codePoint >= HANGUL_FIRST && codePoint <= HANGUL_LAST;
    }

    @SuppressWarnings("ReferenceEquality") // the shared page itself stands for one that nothing is written to yet
    private void setKinds(int first, int last, byte kind) {
        for (int page = first >>> PAGE_BITS; page <= last >>> PAGE_BITS; page++) {
            if (kinds[page] == KEPT_PAGE) {
                kinds[page] = new byte[PAGE_SIZE];
            }
            int start = page << PAGE_BITS;
            Arrays.fill(kinds[page], Math.max(first - start, 0), Math.min(last - start + 1, PAGE_SIZE), kind);
        }
    }

    private void setMapping(int codePoint, int... mapped) {
        int page = codePoint >>> PAGE_BITS;
        if (mappings[page].length == 0) {
            mappings[page] = new int[PAGE_SIZE];
        }
        int mapping = mapped[0];
        if (mapped.length > 1) {
            if (sequenceCount == sequences.length) {
                sequences = Arrays.copyOf(sequences, sequences.length * 2);
            }
            mapping = -sequenceCount;
            sequences[sequenceCount++] = mapped;
        }
        mappings[page][codePoint & (PAGE_SIZE - 1)] = mapping;
    }

    private static UnicodeTable load(String resource) {
        UnicodeTable table = new UnicodeTable();
        try (InputStream in = UnicodeTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource must be in the jar, got none: " + resource);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    table.read(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SPACE_CONTROLS.chars().forEach(c -> table.setKinds(c, c, SPACE));
        return table;
    }

    private void read(String line) {
        int space = line.indexOf(' ');
        int dash = line.indexOf('-');
        if (line.charAt(space + 1) == '>') {
            setMapping(hex(line, 0, space), hexes(line, space + 3));
        } else {
            int first = hex(line, 0, dash < 0 ? space : dash);
            int last = dash < 0 ? first : hex(line, dash + 1, space);
            setKinds(first, last, kind(line.substring(space + 1)));
        }
    }

    private static byte kind(String word) {
        return switch (word) {
            case "removed" -> REMOVED;
            case "barrier" -> BARRIER;
            case "space" -> SPACE;
            case "alone" -> ALONE;
            default -> Byte.parseByte(word);
        };
    }

    private static int[] hexes(String line, int start) {
        int[] all =
                new int[1 + (int) line.chars().skip(start).filter(c -> c == ' ').count()];
        int from = start;
        for (int i = 0; i < all.length; i++) {
            int to = line.indexOf(' ', from);
            all[i] = hex(line, from, to < 0 ? line.length() : to);
            from = to + 1;
        }
        return all;
    }

    private static int hex(String line, int start, int end) {
        return Integer.parseInt(line, start, end, 16);
    }
}
