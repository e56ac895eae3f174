package dev.lectern.readers.file;

import java.util.ArrayList;
import java.util.List;

/** Counts what a walk leaves out, by rule. One thread at a time. */
final class WalkCounts {

    /** Hidden files and folders. */
    int hidden;

    /** Files and folders that a glob of {@code excludes} matches. */
    int excluded;

    /** Files that no glob of {@code includes} matches. */
    int notIncluded;

    /** Files with another extension than those asked for. */
    int otherExtension;

    /** Folders below the root when reading is not recursive. */
    int subfolders;

    /** Files and folders that a {@code .gitignore} names. */
    int ignored;

    /** Symbolic links that are not followed. */
    int links;

    /** Links and folders that lead to what was found already. */
    int repeated;

    /** Returns the counts above zero as a sentence part, such as {@code 3 hidden, 1 excluded by excludes}; empty if there are none. */
    String describe(PathRules rules) {
        List<String> parts = new ArrayList<>();
        add(parts, hidden, "hidden");
        add(parts, excluded, "excluded by excludes " + rules.excludes());
        add(parts, notIncluded, "not in includes " + rules.includes());
        add(
                parts,
                otherExtension,
                "without one of the extensions "
                        + rules.extensions().stream().sorted().toList());
        add(parts, subfolders, "in folders below, which are not read without recursive");
        add(parts, ignored, "ignored by .gitignore");
        add(parts, links, "links that are not followed");
        add(parts, repeated, "linked to what was found already");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
