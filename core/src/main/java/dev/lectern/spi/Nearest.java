package dev.lectern.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the word somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /**
     * Returns the candidate with the fewest changes to {@code word}, if at most a third of its letters (at least two) change.
     *
     * <p>Changes are counted after Levenshtein (1966): one insertion, deletion or replacement each. Ties go to the first in order.
     */
    static Optional<String> of(String word, List<String> candidates) {
        int allowed = Math.max(2, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> changes(word, candidate) <= allowed)
                .min(Comparator.<String>comparingInt(candidate -> changes(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
