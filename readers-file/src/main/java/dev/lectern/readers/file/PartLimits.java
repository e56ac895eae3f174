package dev.lectern.readers.file;

/**
 * Bounds what is read of the files within one file: entries of archives, attachments, and theirs.
 *
 * <p>Immutable.
 *
 * @param maxDepth how many levels of files within files are read, 1 to 100; an archive that holds itself ends here. 5 by default: a
 *     mail in an archive in a mail in an archive is at 4
 * @param maxParts how many parts of one file are read, 1 or more; 10,000 by default
 * @param maxBytes how many bytes all parts of one file may unpack to, 1 or more; 256 MiB by default, so that their texts fit into a heap
 *     of 512 MiB
 */
public record PartLimits(int maxDepth, int maxParts, long maxBytes) {

    /** Makes limits. */
    public PartLimits {
        if (maxDepth < 1 || maxDepth > 100) {
            throw new IllegalArgumentException("maxDepth must be 1 to 100, got: " + maxDepth);
        }
        if (maxParts < 1) {
            throw new IllegalArgumentException("maxParts must be 1 or more, got: " + maxParts);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be 1 or more, got: " + maxBytes);
        }
    }

    /** Returns 5 levels, 10,000 parts, 256 MiB. */
    public static PartLimits defaults() {
        return new PartLimits(5, 10_000, 256L << 20);
    }
}
