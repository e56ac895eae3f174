package dev.lectern.examples.e17citations;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.document.Excerpt;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Span;
import dev.lectern.readers.file.FileReader;
import dev.lectern.synthesize.Citation;
import dev.lectern.synthesize.Response;
import java.nio.file.Path;
import java.util.List;

/** Prints each statement of an answer with file, line and column, which terminals and editors make a link of. */
final class ClickableCitations {

    private static final List<String> QUESTIONS = List.of(
            "What did Petrie see on watch, and where?",
            "How many hens were lost?",
            "What did the barometer show on Tuesday?");

    private ClickableCitations() {}

    /** Takes a text file or a folder of such; without it, the keepers' log of the example corpus. */
    public static void main(String[] args) {
        String source = args.length > 0 ? args[0] : "examples/corpus/lighthouse/keepers-log-1931.txt";
        // The text of a plain file is its document's text, so characters can be counted into lines.
        List<Document> documents = FileReader.create().load(source);

        // The engine "citation" checks the numbers in an answer and ties each statement to characters of a document.
        try (Lectern lectern = Lectern.builder().queryEngine("citation").build()) {
            lectern.index().ingest(documents);
            for (String question : QUESTIONS) {
                Response response = lectern.ask(question);
                System.out.println(question + "\n  " + response.text());
                for (Citation citation : response.citations()) {
                    Document document = byId(documents, citation.documentId());
                    System.out.println("  [" + citation.number() + "] " + place(document, citation.documentSpan()) + " "
                            + Excerpt.of(citation.documentSpan().of(document.text()), 50));
                }
                // A number that no source has is never dropped: it would stand in the text as [9?], and here in words.
                response.remarks().forEach(remark -> System.out.println("  " + remark.text()));
            }
        }
    }

    private static Document byId(List<Document> documents, String id) {
        return documents.stream()
                .filter(document -> document.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String place(Document document, Span span) {
        String before = document.text().substring(0, span.start());
        long line = before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
        int column = span.start() - before.lastIndexOf('\n');
        Path file = Path.of(document.metadata().text(MetadataKeys.FILE_PATH).orElse(document.id()));
        return Path.of("").toAbsolutePath().relativize(file) + ":" + line + ":" + column;
    }
}
