package dev.lectern.store.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** How Lucene writes vectors and their graph. What is written is read again whatever is set here. */
final class VectorCodec {

    /** Well above what models make today (4,096); Lucene's own limit of 1,024 would shut out many of them. */
    static final int MAX_DIMENSIONS = 16_384;

    /** Edges per node and candidates while building: Lucene's defaults, with which .99 of the nearest are found (see benchmarks). */
    private static final int EDGES = Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;

    private static final int BUILD_CANDIDATES = Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;

    /** Lucene's default: a bit is left for the sum of products, which are computed faster by it. */
    private static final int INT8_BITS = 7;

    private VectorCodec() {}

    /** Large merges build their graph on this many threads, taken from the merge scheduler. */
    private static int mergeThreads() {
        return Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    static Codec of(VectorEncoding encoding) {
        KnnVectorsFormat format = new Wide(
                switch (encoding) {
                    case FLOAT32 -> new Lucene99HnswVectorsFormat(EDGES, BUILD_CANDIDATES, mergeThreads(), null);
                    case INT8 ->
                        new Lucene99HnswScalarQuantizedVectorsFormat(
                                EDGES, BUILD_CANDIDATES, mergeThreads(), INT8_BITS, false, null, null);
                });
        return new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
    }

    /** One of Lucene's formats under its own name, so that any Lucene reads it, for vectors of more dimensions. */
    private static final class Wide extends KnnVectorsFormat {

        private final KnnVectorsFormat format;

        Wide(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSIONS;
        }
    }
}
