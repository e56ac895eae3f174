package dev.lectern.query.cite;

import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.split.Sentences;
import dev.lectern.synthesize.Citation.Grade;
import dev.lectern.text.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The place of a node that a statement most likely stands on: the shortest run of up to three sentences that holds most of its words.
 *
 * @param documentSpan the place in the node's document
 * @param grade {@link Grade#LIKELY}, or {@link Grade#WHOLE} where no run holds half of the words
 */
record Support(Span documentSpan, Grade grade) {

    private static final int MOST_SENTENCES = 3;

    /** Below it, words that both have by chance would decide. */
    private static final double LEAST_SHARE = 0.5;

    static Support of(String statement, Node node) {
        Set<String> wanted = words(statement);
        List<Span> sentences = Sentences.of(node.text(), Sentences.localeOf(node.metadata()));
        Span best = node.span();
        int most = (int) Math.ceil(LEAST_SHARE * wanted.size()) - 1;
        for (int length = 1; length <= MOST_SENTENCES && !wanted.isEmpty(); length++) {
            for (int first = 0; first + length <= sentences.size(); first++) {
                Span run = new Span(
                        sentences.get(first).start(),
                        sentences.get(first + length - 1).end());
                Set<String> held = words(run.of(node.text()));
                held.retainAll(wanted);
                if (held.size() > most) {
                    most = held.size();
                    best = run.shift(node.span().start());
                }
            }
        }
        return new Support(best, best.equals(node.span()) ? Grade.WHOLE : Grade.LIKELY);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Terms.of(text).stream()
                .filter(term -> !term.stopWord())
                .map(Terms.Term::folded)
                .forEach(words::add);
        return words;
    }
}
