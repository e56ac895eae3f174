package dev.lectern.models.onnx;

/**
 * Says how the vectors of a text's tokens become the vector of the text.
 *
 * <p>A model is trained with one of them and is of little use with another, so it is part of the {@link ModelDescriptor}.
 */
public enum Pooling {

    /** The mean over all tokens, special tokens included. */
    MEAN {
        @Override
        void pool(float[] hidden, int tokens, float[] target) {
            System.arraycopy(hidden, 0, target, 0, target.length);
            for (int token = 1; token < tokens; token++) {
                int from = token * target.length;
                for (int i = 0; i < target.length; i++) {
                    target[i] += hidden[from + i];
                }
            }
            for (int i = 0; i < target.length; i++) {
                target[i] /= tokens;
            }
        }
    },

    /** The vector of the first token, {@code [CLS]}. */
    CLS {
        @Override
        void pool(float[] hidden, int tokens, float[] target) {
            System.arraycopy(hidden, 0, target, 0, target.length);
        }
    };

    /**
     * Pools token vectors.
     *
     * @param hidden token vectors, one after the other, each as long as {@code target}
     * @param tokens number of token vectors, 1 or more
     * @param target where the result goes
     */
    abstract void pool(float[] hidden, int tokens, float[] target);
}
