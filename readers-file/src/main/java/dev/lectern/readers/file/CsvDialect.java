package dev.lectern.readers.file;

import java.util.List;

/** Finds out what parts the columns of a table in text: what gives the same number of fields, above one, in most records. Stateless. */
final class CsvDialect {

    /** From the most to the least likely; ties go to the earlier one. */
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    /** More does not change the answer. */
    private static final int SAMPLE_CHARS = 32 * 1024;

    private static final int SAMPLE_ROWS = 100;

    private CsvDialect() {}

    /** Returns the separator; a comma where there is only one column. */
    static char separatorOf(String text) {
        String sample = text.substring(0, Math.min(text.length(), SAMPLE_CHARS));
        char best = ',';
        double bestScore = 0;
        for (char separator : SEPARATORS) {
            double score = score(sample, separator);
            if (score > bestScore) {
                best = separator;
                bestScore = score;
            }
        }
        return best;
    }

    /** The share of records that have as many fields as the first one, and a little for each field; 0 with a single column. */
    private static double score(String sample, char separator) {
        CsvRows rows = new CsvRows(sample, separator);
        int first = 0;
        int alike = 0;
        int all = 0;
        for (List<String> row = rows.next(); !row.isEmpty() && all < SAMPLE_ROWS; row = rows.next()) {
            if (row.size() == 1 && row.get(0).isBlank()) {
                continue;
            }
            first = all == 0 ? row.size() : first;
            all++;
            alike += row.size() == first ? 1 : 0;
        }
        return first <= 1 ? 0 : (double) alike / all + Math.min(first, 20) / 100.0;
    }
}
