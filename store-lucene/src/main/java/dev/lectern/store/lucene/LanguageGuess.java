package dev.lectern.store.lucene;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses the language of a text by its most frequent words: the language whose stop words make up the greatest part of the text.
 *
 * <p>It only has to choose an analyzer, so it says {@link Languages#ANY} rather than guess wildly: below two stop words, below a tenth
 * of the words, or with two languages level.
 */
final class LanguageGuess {

    /** The first chars of a text tell enough. */
    private static final int MAX_CHARS = 4_000;

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private LanguageGuess() {}

    static String of(String text) {
        String start = text.substring(0, Math.min(text.length(), MAX_CHARS)).toLowerCase(Locale.ROOT);
        if (isThai(start)) {
            return "th";
        }
        String[] words = NO_LETTERS.split(start, 0);
        Map<String, Integer> hits = new HashMap<>();
        for (String word : words) {
            StopWords.LANGUAGES
                    .getOrDefault(word, List.of())
                    .forEach(language -> hits.merge(language, 1, Integer::sum));
        }
        int most = hits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> best = hits.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return best.size() == 1 && most >= 2 && most * 10 >= words.length ? best.get(0) : Languages.ANY;
    }

    /** Thai is written without spaces between words. */
    private static boolean isThai(String text) {
        long thai = text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.THAI)
                .count();
        return 2 * thai > text.length();
    }

    /** Loaded when first needed. */
    private static final class StopWords {

        /** For each stop word the languages that have it. */
        static final Map<String, List<String>> LANGUAGES = load();

        private static Map<String, List<String>> load() {
            Map<String, Set<String>> languages = new HashMap<>();
            for (String language : Languages.names()) {
                for (Object word : Languages.stopWords(language)) {
                    languages
                            .computeIfAbsent(new String((char[]) word), any -> new HashSet<>())
                            .add(language);
                }
            }
            Map<String, List<String>> fixed = new HashMap<>();
            languages.forEach((word, all) -> fixed.put(word, List.copyOf(all)));
            return Map.copyOf(fixed);
        }
    }
}
