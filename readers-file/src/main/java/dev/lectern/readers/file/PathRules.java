package dev.lectern.readers.file;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides which files of a folder are read.
 *
 * <p>Immutable.
 *
 * @param recursive whether folders below the root are read
 * @param hidden whether hidden files and folders are read
 * @param includes globs of which a file must match one; none means all
 * @param excludes globs of which a file or folder must match none
 * @param extensions endings of which a name must have one, lower case, without dot; none means all
 * @param gitignore whether files {@code .gitignore} are obeyed
 * @param links what becomes of symbolic links
 */
record PathRules(
        boolean recursive,
        boolean hidden,
        List<Glob> includes,
        List<Glob> excludes,
        Set<String> extensions,
        boolean gitignore,
        SymbolicLinks links) {

    PathRules {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        extensions = Set.copyOf(extensions);
    }

    boolean isExcluded(String relative) {
        return excludes.stream().anyMatch(glob -> glob.matches(relative));
    }

    boolean isIncluded(String relative) {
        return includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matchesPathOrFolder(relative));
    }

    boolean hasExtension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return extensions.isEmpty() || extensions.stream().anyMatch(extension -> lower.endsWith("." + extension));
    }
}
