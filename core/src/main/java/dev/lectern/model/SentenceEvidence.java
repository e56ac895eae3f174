package dev.lectern.model;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.text.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Weighs how well each sentence of the context answers a question.
 *
 * <p>Lexical evidence is the share of the question's words, weighed by rarity, that a sentence holds; words that only its neighbours
 * or its passage hold count for less, as do words that only begin alike. Neighbouring words, the kind of answer asked for and the rank
 * of the source add a little. An embedding model adds the cosine of sentence and question for the {@value #EMBEDDED} best of them, less
 * what these have in common.
 */
final class SentenceEvidence {

    /** Sentences embedded per question: at 2 to 8 ms each an answer takes half a second at most. */
    static final int EMBEDDED = 64;

    // Found by trying, over XQuAD (English) and 140 questions on a long essay; docs/decisions/102 has what each
    // brought.
    private static final double BEFORE = 0.6;
    private static final double AFTER = 0.2;
    private static final double AROUND = 0.15;

    /** A word that begins alike, such as "founder" for "founded". */
    private static final double ALIKE = 0.3;

    /** Letters by which words are alike: "F5" of Can, Kocberber et al., "Information retrieval on Turkish texts", 2008. */
    private static final int BEGINNING = 5;

    private static final double TOPIC = 0.4;
    private static final double PAIR = 0.15;
    private static final double TYPE = 0.2;
    private static final double OWN = 0.25;
    private static final double PRIOR = 0.2;
    private static final double MEANING = 0.8;

    /** The share of the question's words that makes a source relevant where there is no meaning to go by. */
    private static final double FOUND = 0.38;

    /** Words plus {@link #MEANT_WEIGHT} times cosine that make a source relevant: 12 % false answers where XQuAD holds none (decision 102). */
    private static final double RELEVANT = 1.01;

    private static final double MEANT_WEIGHT = 1.5;

    /** The cosine that alone makes a source relevant to a question of one word or none, as in "What did he do growing up?". */
    private static final double MEANT = 0.35;

    private final List<SourceSentence> sentences;
    private final Question question;
    private final double[] lexical;
    private final double[] found;
    private final double[] cosines;
    private final double[] meaning;
    private boolean meant;

    private SentenceEvidence(List<SourceSentence> sentences, Question question) {
        this.sentences = sentences;
        this.question = question;
        this.lexical = new double[sentences.size()];
        this.found = new double[sentences.size()];
        this.cosines = new double[sentences.size()];
        this.meaning = new double[sentences.size()];
    }

    /** Weighs the sentences. */
    static SentenceEvidence of(String query, List<SourceSentence> sentences, @Nullable EmbeddingModel embeddings) {
        SentenceEvidence evidence = new SentenceEvidence(sentences, Question.of(query, sentences));
        evidence.weighWords();
        if (embeddings != null && !sentences.isEmpty()) {
            evidence.weighMeaning(embeddings);
        }
        return evidence;
    }

    /** Returns the weight of a sentence; about 0 to 2, higher is better. */
    double score(int index) {
        return lexical[index] + MEANING * meaning[index];
    }

    /** Tells whether all words of a sentence are the question's: it says what is to come, and the next sentence may be the answer. */
    boolean repeatsQuestion(int index) {
        return sentences.get(index).terms().stream()
                .allMatch(term -> term.stopWord() || question.weights().containsKey(term.folded()));
    }

    /**
     * Tells whether a source says anything about the question, by plain cosines: what sentences have in common may be the answer to this.
     *
     * @param quotable the sentences that may be quoted
     */
    boolean isRelevant(List<Integer> quotable) {
        double words = quotable.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -lexical[i] - MEANING * cosines[i]))
                .limit(3)
                .mapToDouble(i -> found[i])
                .max()
                .orElse(0);
        if (!meant) {
            return !quotable.isEmpty() && words >= FOUND;
        }
        double clear = clearCosine(quotable);
        return words + MEANT_WEIGHT * clear >= RELEVANT || (question.weights().size() <= 1 && clear >= MEANT);
    }

    /**
     * The best cosine less half of what the other sentences show in the middle.
     *
     * <p>A model takes all text in a language it was not made for to be alike: with the included one, Chinese sentences have cosines of
     * 0.5 to 0.7 with any Chinese question, where English ones have 0.2.
     */
    private double clearCosine(List<Integer> quotable) {
        double[] sorted =
                quotable.stream().mapToDouble(i -> cosines[i]).sorted().toArray();
        if (sorted.length < 2) {
            return sorted.length == 0 ? 0 : sorted[0];
        }
        return sorted[sorted.length - 1] - 0.5 * sorted[(sorted.length - 1) / 2];
    }

    private void weighWords() {
        double total = question.weights().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        List<Set<String>> words =
                sentences.stream().map(sentence -> words(sentence.terms())).toList();
        int start = 0;
        for (int i = 0; i < lexical.length; i++) {
            SourceSentence sentence = sentences.get(i);
            if (sentence.position() == 0) {
                start = i;
            }
            Surroundings surroundings = new Surroundings(
                    words.get(i),
                    beginnings(words.get(i)),
                    i > start ? words.get(i - 1) : Set.of(),
                    isNext(i) ? words.get(i + 1) : Set.of(),
                    words(Terms.of(sentence.topic())),
                    around(words, start, sentence.passage()));
            boolean held = false;
            double near = 0;
            for (var weight : question.weights().entrySet()) {
                double share = surroundings.share(weight.getKey());
                held |= share == 1;
                near += share * weight.getValue();
            }
            found[i] = total == 0 ? 0 : near / total;
            lexical[i] = PRIOR * sentence.prior() + shape(sentence);
            if (held) {
                lexical[i] += found[i] + extras(sentence, total);
            }
        }
    }

    private boolean isNext(int index) {
        return index + 1 < sentences.size() && sentences.get(index).isFollowedBy(sentences.get(index + 1));
    }

    private Set<String> around(List<Set<String>> words, int start, int passage) {
        Set<String> around = new HashSet<>();
        for (int i = start; i < sentences.size() && sentences.get(i).passage() == passage && i < start + 12; i++) {
            around.addAll(words.get(i));
        }
        return around;
    }

    private double extras(SourceSentence sentence, double total) {
        double pairs = 0;
        String previous = "";
        for (Terms.Term term : sentence.terms()) {
            if (!term.stopWord()) {
                if (question.hasPair(previous, term.folded())) {
                    pairs += question.weights().getOrDefault(term.folded(), 0.0);
                }
                previous = term.folded();
            }
        }
        return PAIR * Math.min(1, pairs / total)
                + TYPE * question.typeFit(sentence)
                + (question.isOwn(sentence) ? OWN : 0);
    }

    /** A question or a scrap of a few words is seldom an answer. */
    private static double shape(SourceSentence sentence) {
        return sentence.text().endsWith("?") ? -0.25 : sentence.terms().size() < 4 ? -0.2 : 0;
    }

    private void weighMeaning(EmbeddingModel embeddings) {
        String query = question.text();
        int limit = embeddings.maxTokens();
        if (embeddings.tokenizer().count(query) > limit) {
            return;
        }
        meant = true;
        List<Integer> best = IntStream.range(0, sentences.size())
                .boxed()
                .filter(i -> embeddings.tokenizer().count(sentences.get(i).text()) <= limit)
                .sorted(Comparator.comparingDouble((Integer i) -> -lexical[i]))
                .limit(EMBEDDED)
                .toList();
        List<String> texts = new ArrayList<>();
        best.forEach(i -> texts.add(withTopic(sentences.get(i), embeddings)));
        Embedding asked = embeddings.embedQuery(query);
        List<Embedding> vectors = embeddings.embedDocuments(texts);
        double[] centred = CentredCosines.of(asked, vectors);
        for (int i = 0; i < vectors.size(); i++) {
            cosines[best.get(i)] = Math.max(0, asked.cosine(vectors.get(i)));
            meaning[best.get(i)] = centred[i];
        }
    }

    /** The words of a sentence, and those that stand near it. */
    private record Surroundings(
            Set<String> own,
            Set<String> beginnings,
            Set<String> before,
            Set<String> after,
            Set<String> topic,
            Set<String> around) {

        /** Returns how much a word counts for the sentence: 1 where it stands in it, less where it stands near, 0 elsewhere. */
        double share(String word) {
            if (own.contains(word)) {
                return 1;
            } else if (before.contains(word)) {
                return BEFORE;
            } else if (topic.contains(word)) {
                return TOPIC;
            } else if (beginnings.contains(beginning(word))) {
                return ALIKE;
            } else if (after.contains(word)) {
                return AFTER;
            }
            return around.contains(word) ? AROUND : 0;
        }
    }

    private static Set<String> beginnings(Set<String> words) {
        return words.stream()
                .map(SentenceEvidence::beginning)
                .filter(beginning -> !beginning.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Returns the first letters of a word; nothing where there are fewer. */
    private static String beginning(String word) {
        boolean letters =
                word.length() >= BEGINNING && word.chars().limit(BEGINNING).allMatch(Character::isLetter);
        return letters ? word.substring(0, BEGINNING) : "";
    }

    private static Set<String> words(List<Terms.Term> terms) {
        Set<String> words = new HashSet<>();
        terms.forEach(term -> words.add(term.folded()));
        return words;
    }

    /** As ingest embeds a node: title and heading before the text, where both fit into the model. */
    private static String withTopic(SourceSentence sentence, EmbeddingModel embeddings) {
        String text = sentence.topic() + "\n" + sentence.text();
        return sentence.topic().isEmpty() || embeddings.tokenizer().count(text) > embeddings.maxTokens()
                ? sentence.text()
                : text;
    }
}
