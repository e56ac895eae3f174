package dev.lectern.store.lucene;

/**
 * How many candidates the graph gives, also known as {@code efSearch}: the more of them, the fewer of the nearest are missed.
 *
 * <p>The same number finds less of a larger graph: 30 find .99 of the ten nearest among a hundred thousand nodes and .81 among a million
 * in one segment, where 100 find .97, 200 .98 and 1,000 .99 (see {@code benchmarks}). So the number grows with that of nodes, to the
 * power of 0.8.
 *
 * @param fixed a number for all searches, 0 to choose for each
 * @param vectors what the graph compares
 */
record Candidates(int fixed, VectorEncoding vectors) {

    /** Up to so many nodes the least is enough. */
    private static final double SMALL = 100_000;

    /** Ten times as many nodes: 6.3 times as many candidates, which is 190 for ten nodes of a million. */
    private static final double GROWTH = 0.8;

    /** Returns how many to ask for to find {@code topK} among {@code nodes}. */
    int of(int topK, long nodes) {
        if (fixed > 0) {
            return fixed;
        }
        double inSmall = switch (vectors) {
            case FLOAT32 -> Math.max(30, 3.0 * topK);
            case INT8 -> Math.max(100, 10.0 * topK);
        };
        return (int) Math.rint(inSmall * Math.pow(Math.max(1, nodes / SMALL), GROWTH)); // at most Integer.MAX_VALUE
    }
}
