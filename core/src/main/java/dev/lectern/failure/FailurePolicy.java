package dev.lectern.failure;

/** Says what bulk work does when one item fails. */
public enum FailurePolicy {

    /** Stops at the first failure and throws it. The default, since it cannot be overlooked. */
    FAIL_FAST,

    /** Goes on with the other items; the report names each failure. */
    COLLECT
}
