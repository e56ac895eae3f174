package dev.lectern.readers.web;

import java.net.URI;
import java.util.List;

/**
 * Says which addresses are wanted: those that match one of the patterns to include, all if there are none, and none to exclude.
 *
 * <p>Immutable.
 */
final class UrlFilter {

    private final List<UrlPattern> includes;
    private final List<UrlPattern> excludes;

    UrlFilter(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(UrlPattern::of).toList();
        this.excludes = excludes.stream().map(UrlPattern::of).toList();
    }

    boolean accepts(URI uri) {
        return (includes.isEmpty() || includes.stream().anyMatch(pattern -> pattern.matches(uri)))
                && excludes.stream().noneMatch(pattern -> pattern.matches(uri));
    }
}
