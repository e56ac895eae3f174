package dev.lectern.readers.file;

/** What the id of a file's document is made of. */
public enum DocumentIds {
    /**
     * The path relative to the root that was read, with {@code /} between folders; for a single file its name. Ids stay when the
     * folder moves. Two roots with files of equal relative path give equal ids: do not put both into one store.
     */
    RELATIVE_PATH,
    /** The absolute {@code file:} URI. Ids differ for all files of a machine, and change when the folder moves. */
    URI
}
