package dev.lectern.readers.file;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over paths relative to the root, with {@code /} between folders on every system; case does not count.
 *
 * <p>{@code *} is anything within a name, {@code **} anything across folders, {@code ?} one character, {@code {a,b}} a choice,
 * {@code [abc]} one of a set. A pattern without {@code /} is compared with names at any depth, one with {@code /} with the whole path;
 * {@code **}{@code /} also matches nothing, so {@code **}{@code /*.md} takes those in the root. What matches a folder matches
 * everything below it.
 *
 * <p>Immutable.
 */
final class Glob {

    private final String text;
    private final Pattern pattern;
    private final boolean wholePath;

    private Glob(String text, Pattern pattern, boolean wholePath) {
        this.text = text;
        this.pattern = pattern;
        this.wholePath = wholePath;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is blank or not well-formed (message has it)
     */
    static Glob of(String parameter, String text) {
        String core = text.strip();
        core = core.startsWith("/") ? core.substring(1) : core;
        core = core.endsWith("/") ? core.substring(0, core.length() - 1) : core;
        if (core.isEmpty()) {
            throw new IllegalArgumentException(
                    parameter + " must hold globs that are not blank, got: \"" + text + "\"");
        }
        boolean wholePath = text.strip().startsWith("/") || core.contains("/");
        try {
            int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
            return new Glob(text, Pattern.compile(regex(core), flags), wholePath);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    parameter + " must hold globs such as **/*.md, docs/** or *.{txt,md}, got: \"" + text + "\"", e);
        }
    }

    private static String regex(String glob) {
        StringBuilder out = new StringBuilder();
        int choices = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i) && (i == 0 || glob.charAt(i - 1) == '/')) {
                out.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                out.append(".*");
                i++;
            } else if (c == '[') {
                int end = glob.indexOf(']', i + 2);
                if (end < 0) {
                    throw new PatternSyntaxException("[ without ]", glob, i);
                }
                out.append(set(glob.substring(i + 1, end)));
                i = end;
            } else if (c == '{') {
                choices++;
                out.append("(?:");
            } else if (c == '}' && choices > 0) {
                choices--;
                out.append(')');
            } else if (c == ',' && choices > 0) {
                out.append('|');
            } else {
                out.append(one(c));
            }
        }
        return out.toString();
    }

    private static String one(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(String.valueOf(c));
        };
    }

    private static String set(String inner) {
        boolean negated = inner.startsWith("!");
        String members = (negated ? inner.substring(1) : inner)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("^", "\\^")
                .replace("&", "\\&");
        return negated ? "[^/" + members + "]" : "[" + members + "]";
    }

    /** Tells whether this matches a relative path itself, folders above it not looked at. */
    boolean matches(String relative) {
        String candidate = wholePath ? relative : relative.substring(relative.lastIndexOf('/') + 1);
        return pattern.matcher(candidate).matches();
    }

    /** Tells whether this matches a relative path or a folder above it. */
    boolean matchesPathOrFolder(String relative) {
        for (int end = relative.length(); end > 0; end = relative.lastIndexOf('/', end - 1)) {
            if (matches(relative.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the pattern as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
