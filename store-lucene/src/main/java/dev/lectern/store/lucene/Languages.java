package dev.lectern.store.lucene;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * How text becomes the words that are compared: by language where it is known, else the same way for all.
 *
 * <p>For a known language Lucene's analyzer takes off endings. {@link #ANY} makes words by Unicode Standard Annex 29, folds case and
 * width, and cuts scripts without spaces into pairs of neighbouring characters and single ones. Stop words are indexed in every
 * language; of a question they count only if it has no other words.
 *
 * <p>Thread-safe.
 */
final class Languages {

    /** The name of the analysis for text of unknown language, and for Chinese, Japanese and Korean. */
    static final String ANY = "any";

    /** The stop words of the index: none, all words are kept. */
    private static final CharArraySet INDEXED = new CharArraySet(0, false);

    private static final int ALL_SCRIPTS =
            CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;

    private static final Map<String, Language> BY_NAME = Map.ofEntries(
            Map.entry("ar", Language.of(ArabicAnalyzer::new, ArabicAnalyzer::getDefaultStopSet)),
            Map.entry("bg", Language.of(BulgarianAnalyzer::new, BulgarianAnalyzer::getDefaultStopSet)),
            Map.entry("ca", Language.of(CatalanAnalyzer::new, CatalanAnalyzer::getDefaultStopSet)),
            Map.entry("cs", Language.of(CzechAnalyzer::new, CzechAnalyzer::getDefaultStopSet)),
            Map.entry("da", Language.of(DanishAnalyzer::new, DanishAnalyzer::getDefaultStopSet)),
            Map.entry("de", Language.of(GermanAnalyzer::new, GermanAnalyzer::getDefaultStopSet)),
            Map.entry("el", Language.of(GreekAnalyzer::new, GreekAnalyzer::getDefaultStopSet)),
            Map.entry("en", Language.of(EnglishAnalyzer::new, EnglishAnalyzer::getDefaultStopSet)),
            Map.entry("es", Language.of(SpanishAnalyzer::new, SpanishAnalyzer::getDefaultStopSet)),
            Map.entry("fa", Language.of(PersianAnalyzer::new, PersianAnalyzer::getDefaultStopSet)),
            Map.entry("fi", Language.of(FinnishAnalyzer::new, FinnishAnalyzer::getDefaultStopSet)),
            Map.entry("fr", Language.of(FrenchAnalyzer::new, FrenchAnalyzer::getDefaultStopSet)),
            Map.entry("hi", Language.of(HindiAnalyzer::new, HindiAnalyzer::getDefaultStopSet)),
            Map.entry("hu", Language.of(HungarianAnalyzer::new, HungarianAnalyzer::getDefaultStopSet)),
            Map.entry("id", Language.of(IndonesianAnalyzer::new, IndonesianAnalyzer::getDefaultStopSet)),
            Map.entry("it", Language.of(ItalianAnalyzer::new, ItalianAnalyzer::getDefaultStopSet)),
            Map.entry("nl", Language.of(DutchAnalyzer::new, DutchAnalyzer::getDefaultStopSet)),
            Map.entry("no", Language.of(NorwegianAnalyzer::new, NorwegianAnalyzer::getDefaultStopSet)),
            Map.entry("pt", Language.of(PortugueseAnalyzer::new, PortugueseAnalyzer::getDefaultStopSet)),
            Map.entry("ro", Language.of(RomanianAnalyzer::new, RomanianAnalyzer::getDefaultStopSet)),
            Map.entry("ru", Language.of(RussianAnalyzer::new, RussianAnalyzer::getDefaultStopSet)),
            Map.entry("sv", Language.of(SwedishAnalyzer::new, SwedishAnalyzer::getDefaultStopSet)),
            Map.entry("th", Language.of(ThaiAnalyzer::new, ThaiAnalyzer::getDefaultStopSet)),
            Map.entry("tr", Language.of(TurkishAnalyzer::new, TurkishAnalyzer::getDefaultStopSet)),
            Map.entry(ANY, new Language(() -> new AnyAnalyzer(false), () -> new AnyAnalyzer(true), () -> INDEXED)));

    /** Other tags of the same languages. */
    private static final Map<String, String> ALIASES = Map.of("nb", "no", "nn", "no", "in", "id");

    private Languages() {}

    /**
     * Returns how text of a language is analysed: the language's own name, or {@link #ANY}.
     *
     * @param tag a BCP 47 tag, such as {@code en-GB}
     */
    static String of(String tag) {
        String primary = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        String known = ALIASES.getOrDefault(primary, primary);
        return BY_NAME.containsKey(known) ? known : ANY;
    }

    /** Returns the names of all languages but {@link #ANY}. */
    static Set<String> names() {
        return BY_NAME.keySet().stream().filter(name -> !name.equals(ANY)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the words of a language that tell nothing. */
    static CharArraySet stopWords(String language) {
        return known(language).stopWords.get();
    }

    /** Returns the words of a text for the index; to be used up before the same thread asks again. */
    static TokenStream words(String language, String text) {
        return known(language).forIndex.get().tokenStream(Fields.WORDS, text);
    }

    /** Returns the words of a question, each as often as it stands there. */
    static List<String> questionWords(String language, String question) throws IOException {
        List<String> telling = words(known(language).forQuestions.get(), question);
        return telling.isEmpty() ? words(known(language).forIndex.get(), question) : telling;
    }

    private static List<String> words(Analyzer analyzer, String text) throws IOException {
        List<String> words = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(Fields.WORDS, text)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(word.toString());
            }
            stream.end();
        }
        return words;
    }

    private static Language known(String language) {
        Language known = BY_NAME.get(language);
        if (known == null) {
            throw new IllegalArgumentException("language must be one of "
                    + BY_NAME.keySet().stream().sorted().toList() + ", got: " + language);
        }
        return known;
    }

    /** The analyzers of a language, made when first asked for. */
    private static final class Language {

        private final Supplier<CharArraySet> stopWords;
        private final Supplier<Analyzer> forIndex;
        private final Supplier<Analyzer> forQuestions;

        Language(Supplier<Analyzer> forIndex, Supplier<Analyzer> forQuestions, Supplier<CharArraySet> stopWords) {
            this.forIndex = Suppliers.memoize(forIndex::get);
            this.forQuestions = Suppliers.memoize(forQuestions::get);
            this.stopWords = stopWords;
        }

        static Language of(Function<CharArraySet, Analyzer> analyzer, Supplier<CharArraySet> stopWords) {
            return new Language(() -> analyzer.apply(INDEXED), () -> analyzer.apply(stopWords.get()), stopWords);
        }
    }

    /** Words of any language: only questions leave single characters of a pair out. */
    private static final class AnyAnalyzer extends Analyzer {

        private final boolean forQuestions;

        AnyAnalyzer(boolean forQuestions) {
            this.forQuestions = forQuestions;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            TokenStream folded = new DecimalDigitFilter(new LowerCaseFilter(new CJKWidthFilter(words)));
            return new TokenStreamComponents(words, new CJKBigramFilter(folded, ALL_SCRIPTS, !forQuestions));
        }
    }
}
