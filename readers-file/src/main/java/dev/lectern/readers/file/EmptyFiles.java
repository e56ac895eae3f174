package dev.lectern.readers.file;

/** What becomes of a file without any visible character. */
public enum EmptyFiles {
    /** A document with the text the file has: an empty file is a valid file. */
    DOCUMENT,
    /** A failure that says so. */
    FAILURE,
    /** Nothing: it is left out, as by a rule. Where all files are, reading throws and tells how many there were. */
    SKIP
}
