package dev.lectern.readers.file;

/** What becomes of symbolic links in a folder. */
public enum SymbolicLinks {
    /** They are followed, wherever they lead; what was found already is not read twice. */
    FOLLOW,
    /** They are followed only to what lies below the root; others are left out, and counted. For folders that strangers can write to. */
    WITHIN_ROOT,
    /** They are left out, and counted. */
    SKIP
}
