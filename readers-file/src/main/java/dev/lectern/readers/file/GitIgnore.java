package dev.lectern.readers.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of the files {@code .gitignore} from the root down to one folder.
 *
 * <p>Of several rules that match, the last one decides. A rule that cannot be understood ignores nothing. Immutable.
 *
 * @see <a href="https://git-scm.com/docs/gitignore">git: gitignore</a>
 */
final class GitIgnore {

    /** No rules. */
    static final GitIgnore NONE = new GitIgnore(List.of());

    private static final String NAME = ".gitignore";

    /** Each rule is compared with each path; the largest public ones have some thousand lines. */
    private static final int MAX_BYTES = 256 * 1024;

    private record Rule(GitPattern path, boolean folderOnly, boolean negated) {}

    private final List<Rule> rules;

    private GitIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Returns these rules with those of a folder behind them.
     *
     * @param prefix the folder's path from the root, empty or with a slash at its end
     */
    GitIgnore in(Path folder, String prefix) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return this;
        }
        List<Rule> all = new ArrayList<>(rules);
        text(file).lines().forEach(line -> add(line, prefix, all));
        return new GitIgnore(all);
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TooLarge();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Says that the rules of a folder are not known. */
    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("its " + NAME + " is larger than " + MAX_BYTES + " bytes");
        }
    }

    /** Returns why a folder cannot be listed, for a failure. */
    static String reasonOf(IOException e) {
        return "the folder cannot be listed"
                + (e instanceof TooLarge
                        ? ": " + e.getMessage() + ". Shorten it, or exclude the folder."
                        : ". Check its permissions.");
    }

    /** Tells whether a file or folder is ignored; what lies below an ignored folder is never asked for. */
    boolean ignores(String relative, boolean folder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((folder || !rule.folderOnly) && rule.path.matches(relative)) {
                return !rule.negated;
            }
        }
        return false;
    }

    /** Takes spaces off the end, but one behind a backslash. */
    private static String withoutSpaces(String line) {
        String bare = line.stripTrailing();
        boolean kept = bare.endsWith("\\") && bare.length() < line.length();
        return kept ? line.substring(0, bare.length() + 1) : bare;
    }

    private static void add(String line, String prefix, List<Rule> rules) {
        String glob = withoutSpaces(line);
        if (glob.isEmpty() || glob.startsWith("#")) {
            return;
        }
        boolean negated = glob.startsWith("!");
        glob = negated ? glob.substring(1) : glob;
        boolean folderOnly = glob.endsWith("/");
        glob = folderOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = glob.indexOf('/') >= 0;
        glob = glob.startsWith("/") ? glob.substring(1) : glob;
        try {
            rules.add(new Rule(new GitPattern(prefix, !anchored, glob), folderOnly, negated));
        } catch (PatternSyntaxException e) {
            // As git does: such a rule matches nothing.
        }
    }
}
