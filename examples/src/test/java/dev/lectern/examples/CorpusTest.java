package dev.lectern.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.Quote;
import dev.lectern.readers.file.FileReader;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults answer questions about the example corpus: the right words, from the right document, or nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private static final int DOCUMENTS = 18;

    private final Lectern lectern = Lectern.create();
    private final Map<String, Document> documents = new LinkedHashMap<>();
    private IngestReport report;

    @BeforeAll
    void readCorpus() {
        report = lectern.ingest(Project.corpus().toString());
        FileReader.create()
                .load(Project.corpus().toString())
                .forEach(document -> documents.put(document.id(), document));
    }

    @AfterAll
    void close() {
        lectern.close();
    }

    static Stream<CorpusQuestion> questions() throws IOException {
        return CorpusQuestion.load("corpus-questions.tsv").stream();
    }

    static Stream<CorpusQuestion> allQuestions() throws IOException {
        return Stream.concat(questions(), CorpusQuestion.load("corpus-questions-open.tsv").stream());
    }

    @Test
    void ingest_corpus_takesEveryFile() {
        assertThat(report.added()).isEqualTo(DOCUMENTS);
        assertThat(report.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void ask_question_answersFromTheRightDocument(CorpusQuestion question) {
        Response response = lectern.ask(question.text());

        if (question.hasAnswer()) {
            assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
            assertThat(response.text()).contains(question.phrases());
            assertThat(response.citedSources())
                    .extracting(source -> source.source().node().documentId())
                    .containsAll(question.documents());
        } else {
            assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
            assertThat(response.text()).isEqualTo(ExtractiveModel.NO_ANSWER_TEXT);
        }
        assertThat(response.quotes()).allSatisfy(quote -> assertIsWordForWord(quote, response));
    }

    @ParameterizedTest
    @MethodSource("allQuestions")
    void question_ofTheList_hasItsAnswerInTheCorpus(CorpusQuestion question) {
        assertThat(question.documents()).hasSameSizeAs(question.phrases());
        for (int i = 0; i < question.documents().size(); i++) {
            Document document = documents.get(question.documents().get(i));
            assertThat(document).as(question.documents().get(i)).isNotNull();
            assertThat(oneLine(document.text())).contains(question.phrases().get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lighthouse/repair-report-2019", "records/seabird-survey-2024"})
    void pdf_ofTheCorpus_holdsTheTextItWasMadeOf(String name) throws IOException {
        Document pdf = documents.get(name + ".pdf");
        String text = CorpusPdfs.text(name.substring(name.indexOf('/') + 1));

        String body = text.substring(text.indexOf("\n\n"));
        assertThat(oneLine(pdf.text())).isEqualTo(oneLine(body.replace("\n----\n", "\n")));
        assertThat(pdf.metadata().number(MetadataKeys.PAGE_COUNT))
                .hasValue(List.of(text.split("\n----\n", -1)).size());
    }

    private void assertIsWordForWord(Quote quote, Response response) {
        Node node = response.sources().get(quote.number() - 1).source().node();
        String original =
                quote.documentSpan().of(documents.get(node.documentId()).text());
        assertThat(oneLine(quote.answerSpan().of(response.text()))).isEqualTo(oneLine(original));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
