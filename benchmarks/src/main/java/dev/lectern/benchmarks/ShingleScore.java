package dev.lectern.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well a text agrees with the right one: by their shingles of four words, as multisets.
 *
 * @param precision the share of the text's shingles that are right, 0 to 1
 * @param recall the share of the right shingles that the text has, 0 to 1
 * @see <a href="https://github.com/scrapinghub/article-extraction-benchmark">article-extraction-benchmark: the measure</a>
 */
record ShingleScore(double precision, double recall) {

    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int WORDS = 4;

    static ShingleScore of(String right, String text) {
        return of(right, text, WORDS);
    }

    /** Compares by single words, whatever their order. */
    static ShingleScore ofWords(String right, String text) {
        return of(right, text, 1);
    }

    private static ShingleScore of(String right, String text, int words) {
        Map<List<String>, Integer> expected = shingles(right, words);
        Map<List<String>, Integer> found = shingles(text, words);
        long common = 0;
        for (Map.Entry<List<String>, Integer> shingle : found.entrySet()) {
            common += Math.min(shingle.getValue(), expected.getOrDefault(shingle.getKey(), 0));
        }
        return new ShingleScore(share(common, total(found)), share(common, total(expected)));
    }

    /** Returns how many words a text has. */
    static long words(String text) {
        return WORD.matcher(text).results().count();
    }

    /** Returns the score of a whole set: means of precision and recall. */
    static ShingleScore mean(List<ShingleScore> scores) {
        return new ShingleScore(
                scores.stream().mapToDouble(ShingleScore::precision).average().orElse(0),
                scores.stream().mapToDouble(ShingleScore::recall).average().orElse(0));
    }

    /** Returns the harmonic mean of precision and recall. */
    double f1() {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /** What is empty on both sides is right. */
    private static double share(long common, long of) {
        return of == 0 ? 1 : (double) common / of;
    }

    private static long total(Map<List<String>, Integer> shingles) {
        return shingles.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Texts of fewer words than a shingle has are one shingle. */
    private static Map<List<String>, Integer> shingles(String text, int size) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        Map<List<String>, Integer> shingles = new HashMap<>();
        for (int i = 0; i + size <= words.size() || (i == 0 && !words.isEmpty()); i++) {
            shingles.merge(List.copyOf(words.subList(i, Math.min(words.size(), i + size))), 1, Integer::sum);
        }
        return shingles;
    }
}
