package dev.lectern.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses the sentences of an answer: the best, and others nearly as good that say something else.
 *
 * <p>Saying the same is judged by shared words, after Carbonell and Goldstein, "The use of MMR", 1998; here a sentence too close to
 * a chosen one is left out rather than marked down.
 */
final class AnswerChoice {

    /** An answer longer than this is harder to read than its source. */
    private static final int MOST = 4;

    // FOUND was tuned on one half of XQuAD (English), gold paragraph present and absent; the others are first choices.
    private static final double FOUND = 0.36;
    private static final double MEANT = 0.62;
    private static final double UNRELATED = 0.2;
    private static final double NEARLY = 0.72;
    private static final double SAME = 0.7;
    private static final Set<String> POINTING =
            Set.of("he", "she", "it", "they", "this", "these", "those", "his", "her", "their", "its", "such");

    private final List<SourceSentence> sentences;
    private final SentenceEvidence evidence;
    private final boolean embedded;

    AnswerChoice(List<SourceSentence> sentences, SentenceEvidence evidence, boolean embedded) {
        this.sentences = sentences;
        this.evidence = evidence;
        this.embedded = embedded;
    }

    /**
     * Returns the indexes of the chosen sentences in the order of choice.
     *
     * @param already texts that need not be said again
     */
    List<Integer> choose(List<String> already) {
        List<Integer> ranked = IntStream.range(0, sentences.size())
                .boxed()
                .filter(i -> !sentences.get(i).broken())
                .sorted(Comparator.comparingDouble((Integer i) -> -evidence.score(i)))
                .toList();
        if (ranked.stream().limit(3).noneMatch(this::isRelevant)) {
            return List.of();
        }
        double floor = NEARLY * evidence.score(ranked.get(0));
        List<Set<String>> said = new ArrayList<>();
        already.forEach(text -> said.add(words(Terms.of(text))));
        List<Integer> chosen = new ArrayList<>();
        for (int index : ranked) {
            if (chosen.size() >= MOST || evidence.score(index) < floor) {
                break;
            }
            if (!chosen.contains(index) && add(index, said, chosen) && chosen.size() < MOST) {
                addPredecessor(index, said, chosen);
            }
        }
        return chosen;
    }

    private boolean isRelevant(int index) {
        boolean words = evidence.found(index) >= FOUND;
        if (!embedded) {
            return words;
        }
        double meaning = evidence.meaning(index);
        return meaning >= MEANT || (words && (meaning >= UNRELATED || meaning == 0));
    }

    private boolean add(int index, List<Set<String>> said, List<Integer> chosen) {
        Set<String> words = words(sentences.get(index).terms());
        if (said.stream().anyMatch(other -> isSame(words, other))) {
            return false;
        }
        said.add(words);
        chosen.add(index);
        return true;
    }

    /** A sentence that points back ("They ...") is hard to read without the one before it. */
    private void addPredecessor(int index, List<Set<String>> said, List<Integer> chosen) {
        SourceSentence sentence = sentences.get(index);
        boolean points = !sentence.terms().isEmpty()
                && POINTING.contains(sentence.terms().get(0).written().toLowerCase(Locale.ROOT));
        if (points && index > 0 && !chosen.contains(index - 1)) {
            SourceSentence before = sentences.get(index - 1);
            if (before.isFollowedBy(sentence) && !before.broken()) {
                add(index - 1, said, chosen);
            }
        }
    }

    private static boolean isSame(Set<String> words, Set<String> other) {
        if (words.equals(other)) {
            return true;
        }
        long shared = words.stream().filter(other::contains).count();
        return shared > 0 && shared >= SAME * Math.min(words.size(), other.size());
    }

    /** The words that tell sentences apart; where there are none, all of them. */
    private static Set<String> words(List<Terms.Term> terms) {
        Set<String> words = new HashSet<>();
        terms.stream().filter(term -> !term.stopWord()).forEach(term -> words.add(term.folded()));
        if (words.isEmpty()) {
            terms.forEach(term -> words.add(term.folded()));
        }
        return words;
    }
}
