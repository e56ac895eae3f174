package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How words of many languages are found, all in one store. */
class LanguagesTest {

    private static final String ENGLISH =
            "The ferries to the island were crossing the bay, and the boats of the village followed.";
    private static final String GERMAN =
            "Die H\u00E4fen an der K\u00FCste und die Schiffe auf dem Meer sind f\u00FCr das Dorf wichtig.";
    private static final String FRENCH =
            "Les marins et les p\u00EAcheurs du village sont dans les bateaux avec leurs filets.";
    private static final String RUSSIAN =
            "\u0412 \u0433\u0430\u0432\u0430\u043D\u0438 \u0441\u0442\u043E\u044F\u043B\u0438 \u043A\u043E\u0440\u0430\u0431\u043B\u0438, \u0438 \u043E\u043D\u0438 \u0436\u0434\u0430\u043B\u0438 \u043F\u0440\u0438\u043B\u0438\u0432\u0430.";
    private static final String CHINESE =
            "\u6F6E\u6C50\u6BCF\u5929\u6DA8\u843D\u4E24\u6B21\uFF0C\u6E14\u8239\u5728\u6E2F\u53E3\u7B49\u5F85\u3002";
    private static final String JAPANESE =
            "\u6F01\u5E2B\u306F\u706F\u53F0\u306E\u4E0B\u3067\u6CE2\u3092\u898B\u3066\u3044\u307E\u3057\u305F\u3002";
    private static final String KOREAN =
            "\uC5B4\uBD80\uB4E4\uC740 \uBC29\uD30C\uC81C\uC5D0\uC11C \uADF8\uBB3C\uC744 \uC190\uC9C8\uD588\uB2E4.";
    private static final String THAI =
            "\u0E0A\u0E32\u0E27\u0E1B\u0E23\u0E30\u0E21\u0E07\u0E2D\u0E2D\u0E01\u0E40\u0E23\u0E37\u0E2D\u0E15\u0E2D\u0E19\u0E40\u0E0A\u0E49\u0E32";

    @TempDir
    private Path folder;

    private LuceneStore store;

    @BeforeEach
    void open() {
        store = LuceneStore.open(folder);
        store.upsert(List.of(
                document("en", ENGLISH),
                document("de", GERMAN),
                document("fr", FRENCH),
                document("ru", RUSSIAN),
                document("zh", CHINESE),
                document("ja", JAPANESE),
                document("ko", KOREAN),
                document("th", THAI)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "en, ferry",
        "en, When does the ferry cross?",
        "en, BOAT",
        "de, Hafen",
        "de, Wie viele Schiff?",
        "fr, p\u00EAcheur",
        "fr, bateau",
        "ru, \u043A\u043E\u0440\u0430\u0431\u043B\u044C",
        "ru, \u0433\u0430\u0432\u0430\u043D\u044C",
        "zh, \u6E14\u8239",
        "zh, \u6E2F\u53E3\u5728\u54EA\u91CC",
        "ja, \u706F\u53F0",
        "ja, \u6F01\u5E2B",
        "ko, \uBC29\uD30C\uC81C",
        "th, \u0E40\u0E23\u0E37\u0E2D",
    })
    void search_otherFormOfAWord_findsTheDocumentOfThatLanguage(String expected, String question) {
        assertThat(found(question)).startsWith(expected);
    }

    @Test
    void search_onlyStopWords_findsNodesThatHaveThem() {
        assertThat(found("the")).containsExactly("en");
        assertThat(found("die und")).containsExactly("de");
        assertThat(found("to be or not to be, and the")).contains("en");
    }

    @Test
    void search_stopWordsBesideOthers_countForNothing() {
        store.upsert(
                List.of(document("en2", "The the the of the and to the, and the beacon was dark and the sea was.")));

        assertThat(found("the beacon")).containsExactly("en2");
    }

    @Test
    void search_fiveThousandDifferentWords_goesByTheRareOnes() {
        String words = IntStream.range(0, 5_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        store.upsert(List.of(document("long", words), document("longer", words + " zugzwang")));

        assertThat(found(words)).containsExactly("long", "longer");
        assertThat(found(words + " ferry")).contains("en");
        assertThat(found(words + " zugzwang")).startsWith("longer");
    }

    @Test
    void upsert_languageInMetadata_winsOverTheGuess() {
        store.upsert(List.of(document("no-stems", ENGLISH, "zh"), document("in-german", "ferries", "de-AT")));

        assertThat(found("ferry")).containsExactly("en");
        assertThat(found("ferries")).contains("no-stems", "in-german", "en");
    }

    @Test
    void search_documentOfTwoLanguages_findsWordsOfBothAsWritten() {
        store.upsert(List.of(document("both", "lighthouse Leuchtturm phare \u706F\u53F0\u4E0B")));

        assertThat(found("lighthouse")).contains("both");
        assertThat(found("Leuchtturm")).contains("both");
        assertThat(found("\u706F\u53F0")).contains("both", "ja");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "en, en",
        "en-GB, en",
        "DE_at, de",
        "nb, no",
        "nn-NO, no",
        "zh-Hant, any",
        "ja, any",
        "tlh, any",
        "-, any"
    })
    void of_languageTag_givesTheAnalysis(String tag, String expected) {
        assertThat(Languages.of(tag)).isEqualTo(expected);
    }

    @Test
    void guess_textsOfKnownLanguages_namesThem() {
        assertThat(LanguageGuess.of(ENGLISH)).isEqualTo("en");
        assertThat(LanguageGuess.of(GERMAN)).isEqualTo("de");
        assertThat(LanguageGuess.of(FRENCH)).isEqualTo("fr");
        assertThat(LanguageGuess.of(RUSSIAN)).isEqualTo("ru");
        assertThat(LanguageGuess.of(THAI)).isEqualTo("th");
    }

    @Test
    void guess_textThatTellsNothing_isAny() {
        for (String text : List.of("", "ferry", "42 17", CHINESE, JAPANESE, KOREAN, "\uD800", "int main ( void )")) {
            assertThat(LanguageGuess.of(text)).as(text).isEqualTo(Languages.ANY);
        }
    }

    private List<String> found(String question) {
        return store.search(StoreQuery.keyword(question, 20)).stream()
                .map(each -> each.node().documentId())
                .toList();
    }

    private static DocumentNodes document(String id, String text) {
        return document(id, text, Metadata.empty());
    }

    private static DocumentNodes document(String id, String text, String language) {
        return document(id, text, Metadata.of(MetadataKeys.LANGUAGE, language));
    }

    private static DocumentNodes document(String id, String text, Metadata metadata) {
        return new DocumentNodes(
                Document.of(id, text, metadata),
                "test",
                List.of(Node.of(id, 0, new Span(0, text.length()), text, metadata)),
                List.of(Embedding.of(1, 0)));
    }
}
