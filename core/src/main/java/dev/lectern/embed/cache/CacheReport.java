package dev.lectern.embed.cache;

/**
 * What an embedding cache did since it was opened, and what it holds. Immutable.
 *
 * @param hits texts whose vector was there, or stood earlier in the same list
 * @param misses texts that the model embedded
 * @param entries vectors that can be found, of all models
 * @param bytes size of the files
 * @param dropped vectors and remains that cannot be used: torn by a crash, or damaged; what was damaged is embedded and kept anew
 * @param unwritten vectors that could not be kept, since the disk failed or one alone is larger than the cache
 */
public record CacheReport(long hits, long misses, long entries, long bytes, long dropped, long unwritten) {

    /** Returns hits and misses in one line, for people; what went wrong only if something did. */
    @Override
    public String toString() {
        String faults = (dropped == 0 ? "" : ", " + dropped + " dropped as damaged")
                + (unwritten == 0 ? "" : ", " + unwritten + " not kept");
        return hits + " of " + (hits + misses) + " texts found, " + entries + " vectors in " + bytes + " bytes"
                + faults;
    }
}
