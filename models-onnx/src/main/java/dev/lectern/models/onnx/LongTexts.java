package dev.lectern.models.onnx;

/** Says what happens to a text that has more tokens than its model reads at once. */
public enum LongTexts {

    /** The text is refused; the error has its number of tokens, the limit and the remedies. */
    REFUSE,

    /**
     * The text is cut into as few windows as it needs, of nearly equal length; its vector is the mean of theirs, weighted by their
     * tokens, at unit length. The cost grows with the number of windows, and the vector blurs.
     */
    AVERAGE
}
