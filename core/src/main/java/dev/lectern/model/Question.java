package dev.lectern.model;

import dev.lectern.text.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a question with their weights, and what kind of answer it asks for. Immutable. */
final class Question {

    private static final Set<String> GENERIC =
            foldAll("name type kind call author document text article term many much happen use "
                    + "describe explain mean known other first thing way one please");
    private static final Pattern AUTHOR =
            Pattern.compile("\\bthe (?:author|writer|narrator)(?! of\\b)(['\u2019]s)?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIRST_PERSON_WORD = Pattern.compile("\\bI\\b|\\b(?:[Ww]e|[Mm]y)\\b");

    /** Half of the sentences of a memoir and nearly none of a report are in the first person. */
    private static final double FIRST_PERSON = 0.2;

    private static final Pattern NUMBER = Pattern.compile(
            "\\p{N}[\\p{N}.,]*|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|once|twice)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile(
            "\\b(?:1\\d|20)\\d\\d\\b|\\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
                    + "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|centuries|\\d0s|spring|summer|autumn|winter)\\b");
    private static final Pattern PLACE = Pattern.compile("\\b(?:in|at|near|from|to|on|of) (?:the )?\\p{Lu}");

    /** Cause and purpose, which answer most questions of why (Verberne et al., "Discourse-based answering of why-questions", 2007). */
    private static final Pattern REASON = Pattern.compile(
            "\\b(?:because|since|so that|in order to|due to|therefore|reason|thanks to|as a result|owing to|wanted to|caused? by|led to|"
                    + "that's why|(?:which|that|this) (?:is|was) why)\\b|, so (?:I|we|he|she|they|it|the)\\b"
                    + "|\\bto (?!(?:the|this|that|these|those|him|her|his|their|them|its|our|your|my|me|us|you|be|have|do|an?|it|any|all|"
                    + "some|each|which|what|whom|where)\\b)\\p{Ll}{2,}\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{L}+|\\p{Lu}\\p{L}+ \\p{Lu}\\p{L}+");

    /** "What is Arc?", "Who was Ada Lovelace?": a name of up to three words and nothing else. */
    private static final Pattern DEFINITION_ASKED = Pattern.compile(
            "(?:what|who)(?:['\u2019]s| is| are| was| were) (?:an? |the )?([\\p{L}\\p{N}'\u2019-]+(?: [\\p{L}\\p{N}'\u2019-]+){0,2})\\s*\\?*",
            Pattern.CASE_INSENSITIVE);

    /** Where a question of two begins anew: "When was it built, and who built it?" */
    private static final Pattern SECOND_QUESTION =
            Pattern.compile("(?:,|;)? and (?=(?:who|what|when|where|why|how|which)\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern POINTS_BACK = Pattern.compile(
            "\\b(?:he|him|his|she|her|it|its|they|them|their|this|that|these|those|there|then)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A word about the question itself says little. */
    private static final double GENERIC_WEIGHT = 0.75;

    /** A third of what eight nodes hold. */
    private static final int OTHER_SENTENCES = 20;

    private final Map<String, Double> weights = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final List<Hint> hints = new ArrayList<>();

    private final String text;
    private final boolean aboutWriter;

    private Question(String text, boolean aboutWriter) {
        this.text = text;
        this.aboutWriter = aboutWriter;
    }

    /** What the answer to a kind of question shows; {@code fresh} if only words that the question does not have count. */
    private record Hint(Pattern answered, boolean fresh) {}

    /** Returns the questions that a text asks, one or two: where the second points back, they are asked together. */
    static List<String> parts(String text) {
        List<String> parts = List.of(SECOND_QUESTION.split(text, -1));
        boolean apart = parts.size() == 2
                && parts.stream().allMatch(part -> Terms.of(part).size() > 2)
                && parts.stream()
                        .skip(1)
                        .noneMatch(part -> POINTS_BACK.matcher(part).find());
        return apart ? parts : List.of(text);
    }

    /**
     * Reads a question.
     *
     * @param sentences the sentences it is asked of; they tell how rare each word is
     */
    static Question of(String text, List<SourceSentence> sentences) {
        String inPerson = isFirstPerson(sentences) ? inFirstPerson(text) : text;
        Question question = new Question(inPerson, !inPerson.equals(text));
        Map<String, Integer> counts = new HashMap<>();
        for (SourceSentence sentence : sentences) {
            Set<String> seen = new HashSet<>();
            sentence.terms().forEach(term -> seen.add(term.folded()));
            seen.forEach(term -> counts.merge(term, 1, Integer::sum));
        }
        for (Terms.Term term : Terms.of(question.text)) {
            int count = counts.getOrDefault(term.folded(), 0);
            boolean generic = GENERIC.contains(term.folded());
            boolean aside = count == 0 && generic;
            if (!term.stopWord() && !aside) {
                double rarity = rarity(sentences.size(), count);
                question.weights.put(term.folded(), generic ? GENERIC_WEIGHT * rarity : rarity);
                question.order.add(term.folded());
            }
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

    private void addHints(String text) {
        hint(text, "\\bwho(?:m|se)?\\b", NAME);
        hint(text, "\\bwhen\\b|\\bwhat (?:year|date|day|month|century)\\b|\\bin which year\\b", TIME);
        hint(text, "\\bwhere\\b|\\b(?:what|which) (?:city|country|place|town|state|region)\\b", PLACE);
        hint(
                text,
                "\\bhow (?:many|much|long|old|far|large|big|tall|high|often)\\b|\\bwhat (?:percentage|number|amount)\\b",
                NUMBER);
        if (Pattern.compile("\\bwhy\\b|\\bwhat (?:was|is) the reason\\b")
                .matcher(text)
                .find()) {
            hints.add(new Hint(REASON, false));
        }
        Matcher defined = DEFINITION_ASKED.matcher(text.strip());
        if (defined.matches()) {
            hints.add(new Hint(definition(defined.group(1)), false));
        }
    }

    private void hint(String text, String asked, Pattern answered) {
        if (Pattern.compile(asked).matcher(text).find()) {
            hints.add(new Hint(answered, true));
        }
    }

    /** How a text says what a thing is: "called Arc", "Arc is", "Arc, a dialect", "Arc, which". */
    private static Pattern definition(String name) {
        String named = "\\b" + Pattern.quote(name) + "s?\\b";
        return Pattern.compile(
                "(?:called|named|known as|friend) (?:an? |the )?" + named
                        + "|" + named + "\\W{0,2} (?:is|are|was|were|means?) "
                        + "|" + named + ",? (?:an?|the|one|who|which|whose) ",
                Pattern.CASE_INSENSITIVE);
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
        return hints.stream().anyMatch(hint -> fits(hint, sentence)) ? 1 : -1;
    }

    private boolean fits(Hint hint, SourceSentence sentence) {
        return hint.answered()
                .matcher(sentence.text())
                .results()
                .anyMatch(match -> !hint.fresh()
                        || Terms.of(match.group()).stream()
                                .anyMatch(term -> !term.stopWord() && !weights.containsKey(term.folded())));
    }

    /** Tells whether a question is about who wrote the sources, and a sentence too: then "I" stands for what was asked for. */
    boolean isOwn(SourceSentence sentence) {
        return aboutWriter && FIRST_PERSON_WORD.matcher(sentence.text()).find();
    }

    private static Set<String> foldAll(String words) {
        Set<String> folded = new HashSet<>();
        for (String word : words.split(" ", -1)) {
            folded.add(Terms.fold(word));
        }
        return Set.copyOf(folded);
    }
}
