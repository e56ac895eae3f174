package dev.lectern.model;

import dev.lectern.embed.Embedding;
import java.util.List;

/**
 * Compares vectors with that of a question after what they have in common is taken off all of them.
 *
 * <p>Sentences that were found by one question are alike, and their common part hides how they differ, after Mu and Viswanath,
 * "All-but-the-top", 2018; here the common part is the mean of the sentences at hand, and less of it is taken off where there are few.
 */
final class CentredCosines {

    /** With so many sentences half of the mean is taken off; of the 64 that are embedded at most, three fifths. */
    private static final int HALF = 40;

    private final double[] common;

    private CentredCosines(double[] common) {
        this.common = common;
    }

    /** Returns the cosine of each vector with the question, 0 where it is negative. */
    static double[] of(Embedding asked, List<Embedding> vectors) {
        double[] common = new double[asked.dimensions()];
        for (Embedding vector : vectors) {
            for (int i = 0; i < common.length; i++) {
                common[i] += vector.get(i) / (vectors.size() + HALF);
            }
        }
        CentredCosines cosines = new CentredCosines(common);
        return vectors.stream()
                .mapToDouble(vector -> Math.max(0, cosines.cosine(asked, vector)))
                .toArray();
    }

    private double cosine(Embedding one, Embedding other) {
        double product = 0;
        double lengths = 0;
        double otherLengths = 0;
        for (int i = 0; i < common.length; i++) {
            double a = one.get(i) - common[i];
            double b = other.get(i) - common[i];
            product += a * b;
            lengths += a * a;
            otherLengths += b * b;
        }
        return lengths == 0 || otherLengths == 0 ? 0 : product / Math.sqrt(lengths * otherLengths);
    }
}
