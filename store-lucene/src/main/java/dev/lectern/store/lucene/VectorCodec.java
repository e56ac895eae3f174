package dev.lectern.store.lucene;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;

/** How Lucene writes vectors and their graph. What is written is read again whatever is set here. */
final class VectorCodec {

    /** Edges per node and candidates while building: Lucene's defaults, with which .99 of the nearest are found (see benchmarks). */
    private static final int EDGES = Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;

    private static final int BUILD_CANDIDATES = Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;

    private VectorCodec() {}

    /** Large merges build their graph on this many threads, taken from the merge scheduler. */
    private static int mergeThreads() {
        return Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    static Codec of(VectorEncoding encoding) {
        KnnVectorsFormat format = switch (encoding) {
            case FLOAT32 -> new Lucene99HnswVectorsFormat(EDGES, BUILD_CANDIDATES, mergeThreads(), null);
            case INT8 -> new Lucene99HnswScalarQuantizedVectorsFormat(EDGES, BUILD_CANDIDATES);
        };
        return new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
    }
}
