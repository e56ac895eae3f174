package dev.lectern.benchmarks;

import dev.lectern.benchmarks.SearchContestant.Hit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A store on disk under measurement. */
interface DiskStore extends AutoCloseable {

    /** How many groups there are: a filter for one keeps a thousandth. */
    int GROUPS = 1_000;

    /** Returns the name that is printed. */
    String name();

    /** Returns where it lies. */
    Path directory();

    /** Stores vectors as rows from {@code first} on, safe against a crash when it returns; documents as in {@link SearchContestant}. */
    void add(float[][] vectors, int first) throws IOException;

    /** Brings all into one segment. */
    void compact() throws IOException;

    /** Opens what is there, for searches only. */
    void open() throws IOException;

    /** Returns the number of rows. */
    long size() throws IOException;

    /**
     * Returns the rows nearest to a question, best first, with their stored text read.
     *
     * @param candidates how many the graph gives
     */
    List<Hit> search(float[] question, int topK, int candidates);

    /** Returns the nearest rows of one kind (a tenth), best first. */
    List<Hit> searchKind(float[] question, int topK, int candidates, int kind);

    /** Returns the nearest rows of one group (a thousandth), best first. */
    List<Hit> searchGroup(float[] question, int topK, int candidates, int group);

    @Override
    void close() throws IOException;

    /** Returns the group of the document that a row belongs to. */
    static int group(int row) {
        return SearchContestant.document(row) % GROUPS;
    }
}
