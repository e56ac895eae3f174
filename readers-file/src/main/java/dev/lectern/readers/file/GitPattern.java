package dev.lectern.readers.file;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a {@code .gitignore}, compared with paths in a time of pattern times path at most, whatever stands in it: all places in
 * the pattern that the path so far may lead to are followed at once.
 *
 * <p>Immutable.
 *
 * @see <a href="https://swtch.com/~rsc/regexp/regexp1.html">Cox, Regular Expression Matching Can Be Simple And Fast</a>
 */
final class GitPattern {

    private enum Kind {
        /** One char. */
        CHAR,
        /** One char of a set. */
        SET,
        /** One char but a slash. */
        ONE,
        /** Any chars but slashes, or none. */
        NAME,
        /** Any chars, or none. */
        ALL,
        /** Starts {@link #FOLDERS}, or is passed over together with it. */
        MAYBE,
        /** Any chars up to a slash. */
        FOLDERS
    }

    /** A piece of the pattern; {@code chars} is the char or the set where it is of one. */
    private record Step(Kind kind, String chars, Pattern set) {

        boolean takes(char c) {
            return switch (kind) {
                case CHAR -> chars.charAt(0) == c;
                case SET -> set.matcher(String.valueOf(c)).matches();
                case ONE, NAME -> c != '/';
                case ALL, FOLDERS -> true;
                case MAYBE -> false;
            };
        }
    }

    private static final Pattern NO_SET = Pattern.compile("");

    private final List<Step> steps = new ArrayList<>();

    /**
     * Compiles a pattern.
     *
     * @param prefix the folder that it stands in, empty or with a slash at its end; compared as it is
     * @param anywhere whether folders may stand between the prefix and the match
     * @throws PatternSyntaxException if a set in it is not well-formed
     */
    GitPattern(String prefix, boolean anywhere, String glob) {
        prefix.chars().forEach(c -> add((char) c));
        if (anywhere) {
            addFolders();
        }
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                addFolders();
                i += 2;
            } else if (glob.startsWith("**", i)) {
                add(Kind.ALL);
                i++;
            } else if (c == '*') {
                add(Kind.NAME);
            } else if (c == '?') {
                add(Kind.ONE);
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                int end = glob.indexOf(']', i + 2);
                steps.add(new Step(Kind.SET, "", set(glob.substring(i + 1, end))));
                i = end;
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                add(glob.charAt(i));
            }
        }
    }

    private static Pattern set(String inner) {
        String members = inner.replace("\\", "\\\\").replace("[", "\\[").replace("&", "\\&");
        return Pattern.compile('[' + (members.startsWith("!") ? "^" + members.substring(1) : members) + ']');
    }

    private void add(char c) {
        steps.add(new Step(Kind.CHAR, String.valueOf(c), NO_SET));
    }

    private void add(Kind kind) {
        steps.add(new Step(kind, "", NO_SET));
    }

    private void addFolders() {
        add(Kind.MAYBE);
        add(Kind.FOLDERS);
    }

    /** Tells whether the whole of a path is what the pattern describes. */
    boolean matches(String path) {
        BitSet places = new BitSet(steps.size() + 1);
        BitSet next = new BitSet(steps.size() + 1);
        enter(0, places);
        for (int i = 0; i < path.length() && !places.isEmpty(); i++) {
            next.clear();
            for (int at = places.nextSetBit(0); at >= 0 && at < steps.size(); at = places.nextSetBit(at + 1)) {
                follow(at, path.charAt(i), next);
            }
            BitSet before = places;
            places = next;
            next = before;
        }
        return places.get(steps.size());
    }

    private void follow(int at, char c, BitSet next) {
        Step step = steps.get(at);
        if (!step.takes(c)) {
            return;
        }
        boolean one = step.kind == Kind.CHAR || step.kind == Kind.SET || step.kind == Kind.ONE;
        if (!one) {
            enter(at, next);
        }
        if (one || (step.kind == Kind.FOLDERS && c == '/')) {
            enter(at + 1, next);
        }
    }

    /** Adds a place, and those behind it that are reached without a char. */
    private void enter(int from, BitSet places) {
        for (int at = from; !places.get(at); at++) {
            places.set(at);
            Kind kind = at < steps.size() ? steps.get(at).kind : Kind.ONE;
            if (kind == Kind.MAYBE) {
                places.set(++at);
            } else if (kind != Kind.NAME && kind != Kind.ALL) {
                return;
            }
        }
    }
}
