package dev.lectern.store.lucene;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a store on disk holds, and how. Immutable.
 *
 * @param directory where it lies
 * @param format the version of its form
 * @param documents the number of documents
 * @param nodes the number of nodes
 * @param model the name of the embedding model; null as long as nobody said it
 * @param dimensions of the vectors; 0 before the first
 * @param vectors how vectors are kept
 * @param splitting the fingerprint of splitter and model of the latest documents; empty before the first
 * @param segments how many segments Lucene searches one after the other
 * @param deleted Lucene documents that are replaced or deleted and still take room; compaction frees it
 * @param sizeBytes the size of all files
 */
public record StoreStatus(
        Path directory,
        int format,
        long documents,
        long nodes,
        @Nullable String model,
        int dimensions,
        VectorEncoding vectors,
        String splitting,
        int segments,
        long deleted,
        long sizeBytes) {}
