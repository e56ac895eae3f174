package dev.lectern.postprocess;

import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Keeps nodes that hold all required keywords and no excluded one, in text, title or heading.
 *
 * <p>A keyword is one word or several in a row, as whole words, case and punctuation aside: {@code ferry} is not in {@code ferries}. In
 * scripts without spaces each character is a word. It filters what was retrieved, so fewer nodes are left than were asked for; a
 * {@link dev.lectern.store.Filter} on metadata narrows the search itself. Immutable.
 *
 * @param required each must be there
 * @param excluded none may be there
 */
public record KeywordFilter(List<String> required, List<String> excluded) implements NodePostprocessor {

    /**
     * Makes a filter; the lists are copied.
     *
     * @throws IllegalArgumentException if there is no keyword at all, or one has neither letter nor digit (message has it)
     */
    public KeywordFilter {
        required = List.copyOf(required);
        excluded = List.copyOf(excluded);
        if (required.isEmpty() && excluded.isEmpty()) {
            throw new IllegalArgumentException("required and excluded must not both be empty, got: no keyword");
        }
        requireWords("required", required);
        requireWords("excluded", excluded);
    }

    private static void requireWords(String name, List<String> keywords) {
        for (String keyword : keywords) {
            if (PlainWords.of(keyword).isEmpty()) {
                throw new IllegalArgumentException(name + " must be words, got: \"" + keyword + "\"");
            }
        }
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        List<List<String>> wanted = required.stream().map(PlainWords::of).toList();
        List<List<String>> unwanted = excluded.stream().map(PlainWords::of).toList();
        return nodes.stream()
                .filter(node -> {
                    List<String> words = PlainWords.of(node.node().titledText());
                    return wanted.stream().allMatch(keyword -> holds(words, keyword))
                            && unwanted.stream().noneMatch(keyword -> holds(words, keyword));
                })
                .toList();
    }

    private static boolean holds(List<String> words, List<String> keyword) {
        return Collections.indexOfSubList(words, keyword) >= 0;
    }
}
