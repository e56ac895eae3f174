package dev.lectern.readers.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

    private record Rule(Pattern path, boolean folderOnly, boolean negated) {}

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
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(line -> add(line, prefix, all));
        return new GitIgnore(all);
    }

    /** Tells whether a file or folder is ignored; what lies below an ignored folder is never asked for. */
    boolean ignores(String relative, boolean folder) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((folder || !rule.folderOnly) && rule.path.matcher(relative).matches()) {
                return !rule.negated;
            }
        }
        return false;
    }

    private static void add(String line, String prefix, List<Rule> rules) {
        String glob = line.replaceAll("(?<!\\\\)\\s+$", "");
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
            String path = Pattern.quote(prefix) + (anchored ? "" : "(?:.*/)?") + regex(glob);
            rules.add(new Rule(Pattern.compile(path, Pattern.DOTALL), folderOnly, negated));
        } catch (PatternSyntaxException e) {
            // As git does: such a rule matches nothing.
        }
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                int end = glob.indexOf(']', i + 2);
                String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end;
            } else if (c == '\\' && i + 1 < glob.length()) {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
