package dev.lectern.store.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.StoredFieldsFormat;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.codecs.StoredFieldsWriter;
import org.apache.lucene.codecs.lucene90.Lucene90StoredFieldsFormat;
import org.apache.lucene.codecs.lucene90.Lucene90StoredFieldsFormat.Mode;
import org.apache.lucene.codecs.lucene90.compressing.Lucene90CompressingStoredFieldsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;

/** How Lucene writes vectors, their graph, and what is kept of nodes. Lucene reads it again whatever is set here. */
final class StoreCodec {

    /** Well above what models make today (4,096); Lucene's own limit of 1,024 would shut out many of them. */
    static final int MAX_DIMENSIONS = 16_384;

    /** Edges per node and candidates while building: Lucene's defaults; {@link Candidates} says what is found with them. */
    private static final int EDGES = Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;

    private static final int BUILD_CANDIDATES = Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;

    /** Lucene's default: a bit is left for the sum of products, which are computed faster by it. */
    private static final int INT8_BITS = 7;

    private static final StoredFieldsFormat SMALL_CHUNKS = new SmallChunks();

    private StoreCodec() {}

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
        Codec vectors = new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
        return new FilterCodec(vectors.getName(), vectors) {
            @Override
            public StoredFieldsFormat storedFieldsFormat() {
                return SMALL_CHUNKS;
            }
        };
    }

    /**
     * Lucene's own format, in chunks of a fifth of its size: a search reads some nodes of places far apart, and with each unpacks a good
     * tenth of a chunk.
     */
    private static final class SmallChunks extends StoredFieldsFormat {

        private static final int CHUNK_BYTES = 16 << 10;
        private static final int MOST_DOCUMENTS = 1_024;
        private static final int CHUNKS_IN_A_BLOCK_LOG2 = 10;

        private final StoredFieldsFormat format = new Lucene90CompressingStoredFieldsFormat(
                "Lucene90StoredFieldsFastData",
                Lucene90StoredFieldsFormat.BEST_SPEED_MODE,
                CHUNK_BYTES,
                MOST_DOCUMENTS,
                CHUNKS_IN_A_BLOCK_LOG2);

        @Override
        public StoredFieldsWriter fieldsWriter(Directory directory, SegmentInfo segment, IOContext context)
                throws IOException {
            segment.putAttribute(Lucene90StoredFieldsFormat.MODE_KEY, Mode.BEST_SPEED.name());
            return format.fieldsWriter(directory, segment, context);
        }

        @Override
        public StoredFieldsReader fieldsReader(
                Directory directory, SegmentInfo segment, FieldInfos fields, IOContext context) throws IOException {
            return new Lucene90StoredFieldsFormat().fieldsReader(directory, segment, fields, context);
        }
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
