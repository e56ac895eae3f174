package dev.lectern.query.cite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Gives sources new numbers in the order in which they are asked for; one thread at a time. */
final class Numbering {

    private final IntPredicate known;
    private final List<Integer> order = new ArrayList<>();

    /** @param known tells whether an answer may point to a number of before */
    Numbering(IntPredicate known) {
        this.known = known;
    }

    /** Returns what stands in a mark for a number of before: its new number, or the old one with a question mark. */
    String written(int before) {
        return known.test(before) ? Integer.toString(number(before)) : before + "?";
    }

    /** Returns the new number of a source, given if it has none. */
    int number(int before) {
        int place = order.indexOf(before);
        if (place >= 0) {
            return place + 1;
        }
        order.add(before);
        return order.size();
    }

    boolean has(int before) {
        return order.contains(before);
    }

    /** Returns the numbers of before, in their new order. */
    List<Integer> order() {
        return List.copyOf(order);
    }
}
