package dev.lectern.models.onnx;

import java.util.Arrays;

/**
 * Finds word pieces by their characters: a hash table with linear probing that knows the hash of each part of a word beforehand.
 *
 * <p>The hash of characters {@code c1 ... cn} is {@code c1 * B^(n-1) + ... + cn} modulo 2^32, so that the hash of any part of a word
 * follows from the hashes of its beginnings (Karp and Rabin 1987). A hit is compared character by character, so collisions only cost
 * time.
 *
 * <p>Safe to read concurrently after the last {@link #add}.
 */
final class PieceTable {

    /** Any large odd number does. */
    private static final int BASE = 0x01000193;

    private static final int SPREAD = 0x9E3779B1;
    private static final int[] POWERS = powers();

    /** Pairs of a hash and a piece's number; number 0 is a free slot. */
    private int[] slots = new int[2 << 10];

    private char[] chars = new char[1 << 10];
    /** Where the piece with number n ends in {@code chars}; it starts where number n - 1 ends. */
    private int[] ends = new int[1 << 8];

    private int[] ids = new int[1 << 8];
    private int count;
    private int longest;

    /** Returns the length of the longest piece in UTF-16 code units. */
    int longest() {
        return longest;
    }

    /** Adds a piece that was not added before. */
    void add(String piece, int id) {
        if (++count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        int start = ends[count - 1];
        int end = start + piece.length();
        if (end > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(end, chars.length * 2));
        }
        piece.getChars(0, piece.length(), chars, start);
        ends[count] = end;
        ids[count] = id;
        longest = Math.max(longest, piece.length());
        if (count * 8 > slots.length) {
            int[] old = slots;
            slots = new int[old.length * 2];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i + 1] != 0) {
                    put(old[i], old[i + 1]);
                }
            }
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * BASE + chars[i];
        }
        put(hash, count);
    }

    /** Fills {@code hashes[i]} with the hash of the first {@code i} characters of a word. */
    static void hashBeginnings(char[] word, int length, int[] hashes) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * BASE + word[i];
            hashes[i + 1] = hash;
        }
    }

    /**
     * Returns the id of the piece that is {@code word[from, to)}, or -1.
     *
     * @param hashes as {@link #hashBeginnings} filled it
     */
    int find(char[] word, int from, int to, int[] hashes) {
        int hash = hashes[to] - hashes[from] * POWERS[to - from];
        for (int slot = slot(hash); slots[slot + 1] != 0; slot = (slot + 2) & (slots.length - 1)) {
            if (slots[slot] == hash) {
                int number = slots[slot + 1];
                if (Arrays.equals(word, from, to, chars, ends[number - 1], ends[number])) {
                    return ids[number];
                }
            }
        }
        return -1;
    }

    private void put(int hash, int number) {
        int slot = slot(hash);
        while (slots[slot + 1] != 0) {
            slot = (slot + 2) & (slots.length - 1);
        }
        slots[slot] = hash;
        slots[slot + 1] = number;
    }

    private int slot(int hash) {
        return ((hash * SPREAD) >>> Integer.numberOfLeadingZeros(slots.length - 1)) & -2;
    }

    private static int[] powers() {
        int[] powers = new int[2 * WordPieceVocabulary.MAX_WORD_CODE_POINTS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * BASE;
        }
        return powers;
    }
}
