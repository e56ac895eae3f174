package dev.lectern.examples.e02folder;

import dev.lectern.Lectern;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.Quote;
import dev.lectern.synthesize.Response;
import java.util.List;

/** Reads a folder of Markdown, text, HTML and PDF files, and answers questions with the file, the page and the characters. */
final class FolderToAnswer {

    private static final List<String> QUESTIONS = List.of(
            "When did the fog horn sound for the last time?",
            "How many kilograms of mercury were pumped out of the lantern?",
            "What does an adult return ticket cost?",
            "What is the capital of Australia?");

    private FolderToAnswer() {}

    /** Takes the folder; without it, the example corpus below the top of the project. */
    public static void main(String[] args) {
        String folder = args.length > 0 ? args[0] : "examples/corpus";

        try (Lectern lectern = Lectern.create()) {
            // The reader is chosen by the look of the source, each file's format by its content. A second call would
            // find all
            // documents unchanged and embed nothing.
            IngestReport report = lectern.ingest(folder);
            System.out.println(
                    report.added() + " documents, " + report.failures().size() + " failures");

            for (String question : QUESTIONS) {
                System.out.println();
                System.out.println(question);
                print(lectern.ask(question));
            }
        }
    }

    private static void print(Response response) {
        System.out.println("  " + response.text());
        // Each quote ties the answer to the document: its text stands there, at these characters.
        for (Quote quote : response.quotes()) {
            Node node = response.sources().get(quote.number() - 1).source().node();
            String page = node.metadata()
                    .text(MetadataKeys.PAGE)
                    .map(first -> ", page " + first
                            + node.metadata()
                                    .text(MetadataKeys.PAGE_END)
                                    .map(last -> "-" + last)
                                    .orElse(""))
                    .orElse("");
            System.out.println("  [" + quote.number() + "] " + node.documentId() + page + ", characters "
                    + quote.documentSpan().start() + "-" + quote.documentSpan().end());
        }
    }
}
