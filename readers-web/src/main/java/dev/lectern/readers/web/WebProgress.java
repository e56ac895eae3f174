package dev.lectern.readers.web;

/**
 * How far a reading of several pages has come. Immutable.
 *
 * @param documents given on
 * @param failures given on
 * @param duplicates pages left out since the same text came from another address that names the same canonical one
 * @param skipped addresses left out by a rule: robots.txt, noindex, nofollow
 * @param waiting addresses that are known and not yet fetched
 */
public record WebProgress(long documents, long failures, long duplicates, long skipped, long waiting) {

    /** Returns the counts in one line, for people. */
    @Override
    public String toString() {
        return documents + " documents, " + failures + " failures, " + duplicates + " duplicates, " + skipped
                + " skipped, " + waiting + " waiting";
    }
}
