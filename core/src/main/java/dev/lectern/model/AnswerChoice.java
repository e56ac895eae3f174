package dev.lectern.model;

import dev.lectern.text.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Chooses the sentences of an answer: the best, and others nearly as good that say something else.
 *
 * <p>Saying the same is judged by shared words, after Carbonell and Goldstein, "The use of MMR", 1998; here a sentence too close to
 * a chosen one is left out rather than marked down.
 */
final class AnswerChoice {

    /** An answer longer than this is harder to read than its source. */
    static final int MOST = 4;

    /** Below this share of the best weight a sentence mostly adds length: 0.6 gave 0.3 sentences more and one answer in a hundred. */
    private static final double NEARLY = 0.7;

    /** The same for a sentence of another document than the best: the chance is greater that it is about something else. */
    private static final double NEARLY_ELSEWHERE = 0.8;

    /**
     * What a chosen sentence lends to the next and to the one before, which often hold the answer in other words than the question's.
     * With it 1.5 % (XQuAD) to 4 % (a long essay) more answers were right, at 0.5 and 0.3 sentences more each.
     */
    private static final double NEXT = 0.25;

    private static final double PREVIOUS = 0.2;

    /** What a sentence lends to the next if it only repeats the question: "Marrow was not the first name. It was called Tern." */
    private static final double NEXT_OF_REPEATED = 1;

    /** Share of the shorter sentence's words; a first choice. */
    private static final double SAME = 0.7;

    private static final Set<String> POINTING =
            Set.of("he", "she", "it", "they", "this", "these", "those", "his", "her", "their", "its", "such");

    /** "I knew that this was the worst": what "this" is stands before. */
    private static final Pattern POINTING_INSIDE = Pattern.compile(
            "\\b(?:this|these|those) (?:is|was|are|were|has|had|would|could|can|will)\\b", Pattern.CASE_INSENSITIVE);

    private final List<SourceSentence> sentences;
    private final SentenceEvidence evidence;
    private final int most;
    private final List<Integer> chosen = new ArrayList<>();
    private final List<Set<String>> said = new ArrayList<>();

    AnswerChoice(List<SourceSentence> sentences, SentenceEvidence evidence, int most) {
        this.sentences = sentences;
        this.evidence = evidence;
        this.most = most;
    }

    /**
     * Returns the indexes of the chosen sentences in the order of choice; to be called once.
     *
     * @param already texts that need not be said again
     */
    List<Integer> choose(List<String> already) {
        List<Integer> open = new ArrayList<>(IntStream.range(0, sentences.size())
                .boxed()
                .filter(i -> sentences.get(i).quotable())
                .sorted(Comparator.comparingDouble((Integer i) -> -evidence.score(i)))
                .toList());
        if (!evidence.isRelevant(open)) {
            return List.of();
        }
        int best = open.get(0);
        already.forEach(text -> said.add(words(Terms.of(text))));
        while (chosen.size() < most && !open.isEmpty()) {
            Integer next =
                    open.stream().max(Comparator.comparingDouble(this::weight)).orElseThrow();
            open.removeIf(next::equals);
            if (weight(next) >= floor(next, best) && add(next) && chosen.size() < most) {
                addPredecessor(next);
            }
        }
        return List.copyOf(chosen);
    }

    private double floor(int index, int best) {
        boolean elsewhere =
                !sentences.get(index).documentId().equals(sentences.get(best).documentId());
        return (elsewhere ? NEARLY_ELSEWHERE : NEARLY) * evidence.score(best);
    }

    /** The evidence for a sentence and for its chosen neighbours. */
    private double weight(int index) {
        double lent = 0;
        if (chosen.contains(index - 1) && follows(index - 1, index)) {
            double share = evidence.repeatsQuestion(index - 1) ? NEXT_OF_REPEATED : NEXT;
            lent = share * evidence.score(index - 1);
        }
        if (chosen.contains(index + 1) && follows(index, index + 1)) {
            lent = Math.max(lent, PREVIOUS * evidence.score(index + 1));
        }
        return evidence.score(index) + lent;
    }

    private boolean follows(int index, int next) {
        return index >= 0 && next < sentences.size() && sentences.get(index).isFollowedBy(sentences.get(next));
    }

    private boolean add(int index) {
        Set<String> words = words(sentences.get(index).terms());
        if (chosen.contains(index) || said.stream().anyMatch(other -> isSame(words, other))) {
            return false;
        }
        said.add(words);
        chosen.add(index);
        return true;
    }

    /** A sentence that points back ("They ...") is hard to read without the one before it. */
    private void addPredecessor(int index) {
        SourceSentence sentence = sentences.get(index);
        if (points(sentence)
                && follows(index - 1, index)
                && sentences.get(index - 1).quotable()) {
            add(index - 1);
        }
    }

    private static boolean points(SourceSentence sentence) {
        boolean first = !sentence.terms().isEmpty()
                && POINTING.contains(sentence.terms().get(0).written().toLowerCase(Locale.ROOT));
        return first || POINTING_INSIDE.matcher(sentence.text()).find();
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
