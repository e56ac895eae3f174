package dev.lectern.model;

import dev.lectern.text.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a question with their weights, and what kind of answer it asks for. Immutable. */
final class Question {

    private static final Set<String> GENERIC =
            foldAll("name type kind call author document text article term many much happen use "
                    + "describe explain mean known other first thing way one please");
    private static final Pattern AUTHOR =
            Pattern.compile("\\bthe (?:author|writer|narrator)(['\u2019]s)?\\b", Pattern.CASE_INSENSITIVE);

    /** Half of the sentences of a memoir and nearly none of a report are in the first person. */
    private static final double FIRST_PERSON = 0.2;

    private static final Pattern NUMBER = Pattern.compile(
            "\\p{N}|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|once|twice)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile(
            "\\b(?:1\\d|20)\\d\\d\\b|\\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
                    + "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|centuries|\\d0s|spring|summer|autumn|winter)\\b");
    private static final Pattern PLACE = Pattern.compile("\\b(?:in|at|near|from|to|on|of) (?:the )?\\p{Lu}");
    private static final Pattern REASON = Pattern.compile(
            "\\b(?:because|since|so that|in order to|due to|therefore|reason|thanks to|as a result|owing to|wanted to)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{L}+|\\p{Lu}\\p{L}+ \\p{Lu}\\p{L}+");

    /** Half of what five nodes hold. */
    private static final int OTHER_SENTENCES = 20;

    private final Map<String, Double> weights = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final List<Pattern> hints = new ArrayList<>();

    private final String text;

    private Question(String text) {
        this.text = text;
    }

    /**
     * Reads a question.
     *
     * @param sentences the sentences it is asked of; they tell how rare each word is
     */
    static Question of(String text, List<SourceSentence> sentences) {
        Question question = new Question(isFirstPerson(sentences) ? inFirstPerson(text) : text);
        Map<String, Integer> counts = new HashMap<>();
        for (SourceSentence sentence : sentences) {
            Set<String> seen = new HashSet<>();
            sentence.terms().forEach(term -> seen.add(term.folded()));
            seen.forEach(term -> counts.merge(term, 1, Integer::sum));
        }
        boolean first = true;
        for (Terms.Term term : Terms.of(question.text)) {
            int count = counts.getOrDefault(term.folded(), 0);
            boolean aside = count == 0 && GENERIC.contains(term.folded());
            if (!term.stopWord() && !aside) {
                double rarity = rarity(sentences.size(), count);
                question.weights.put(term.folded(), rarity * emphasis(term, first));
                question.order.add(term.folded());
            }
            first = false;
        }
        question.addHints(text.toLowerCase(Locale.ROOT));
        return question;
    }

    private static boolean isFirstPerson(List<SourceSentence> sentences) {
        long first = sentences.stream()
                .filter(sentence -> sentence.terms().stream()
                        .anyMatch(term -> term.written().equals("I")))
                .count();
        return first > 0 && first >= FIRST_PERSON * sentences.size();
    }

    /** Who writes "I" does not write "the author"; an embedding model takes the question to be about authors. */
    private static String inFirstPerson(String text) {
        return AUTHOR.matcher(text).replaceAll(match -> match.group(1) == null ? "I" : "my");
    }

    /**
     * The inverse document frequency of BM25 (Robertson and Zaragoza, 2009, section 3.1) over the sentences at hand and some more without
     * the word: in two or three sentences alone a word that all of them share would weigh nothing.
     */
    private static double rarity(int sentences, int count) {
        return Math.log(1 + (sentences + OTHER_SENTENCES - count + 0.5) / (count + 0.5));
    }

    /** A name or a number must not be missed; a word about the question itself says little. */
    private static double emphasis(Terms.Term term, boolean first) {
        if (GENERIC.contains(term.folded())) {
            return 0.3;
        }
        int start = term.written().codePointAt(0);
        boolean name = !first && Character.isUpperCase(start);
        return name || Character.isDigit(start) ? 1.4 : 1;
    }

    private void addHints(String text) {
        hint(text, "\\bwho(?:m|se)?\\b", NAME);
        hint(text, "\\bwhen\\b|\\bwhat (?:year|date|day|month|century)\\b|\\bin which year\\b", TIME);
        hint(text, "\\bwhere\\b|\\b(?:what|which) (?:city|country|place|town|state|region)\\b", PLACE);
        hint(
                text,
                "\\bhow (?:many|much|long|old|far|large|big|tall|high|often)\\b|\\bwhat (?:percentage|number|amount)\\b",
                NUMBER);
        hint(text, "\\bwhy\\b|\\bwhat (?:was|is) the reason\\b", REASON);
    }

    private void hint(String text, String asked, Pattern answered) {
        if (Pattern.compile(asked).matcher(text).find()) {
            hints.add(answered);
        }
    }

    /** Returns the question in the person of the sources, for an embedding model. */
    String text() {
        return text;
    }

    /** Returns the words that carry meaning, folded, with the weight of each. */
    Map<String, Double> weights() {
        return weights;
    }

    /** Tells whether two words follow one another in the question, stop words left out. */
    boolean hasPair(String one, String next) {
        for (int i = 1; i < order.size(); i++) {
            if (order.get(i - 1).equals(one) && order.get(i).equals(next)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how much of what the question asks for a sentence shows beyond the words of the question: -1, 0 or 1. */
    int typeFit(SourceSentence sentence) {
        if (hints.isEmpty()) {
            return 0;
        }
        for (Pattern hint : hints) {
            boolean found = hint.matcher(sentence.text())
                    .results()
                    .anyMatch(match -> Terms.of(match.group()).stream()
                                    .anyMatch(term -> !term.stopWord() && !weights.containsKey(term.folded()))
                            || hint == REASON);
            if (found) {
                return 1;
            }
        }
        return -1;
    }

    private static Set<String> foldAll(String words) {
        Set<String> folded = new HashSet<>();
        for (String word : words.split(" ", -1)) {
            folded.add(Terms.fold(word));
        }
        return Set.copyOf(folded);
    }
}
