package dev.lectern.examples;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a command line into words as a shell does: at white space, save within quotes. */
final class CommandWords {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private CommandWords() {}

    static List<String> of(String command) {
        return WORD.matcher(command).results().map(CommandWords::unquoted).toList();
    }

    private static String unquoted(MatchResult word) {
        for (int group = 1; group <= 2; group++) {
            if (word.group(group) != null) {
                return word.group(group);
            }
        }
        return word.group();
    }
}
