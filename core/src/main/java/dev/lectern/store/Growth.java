package dev.lectern.store;

/** Says how arrays grow: by half, so that adding one at a time costs constant time on average. */
final class Growth {

    private Growth() {}

    /** Returns a capacity of at least {@code needed}, half as much again as {@code capacity} where that is more. */
    static int capacity(int capacity, int needed) {
        return (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, capacity + (capacity >> 1)));
    }
}
