package dev.lectern.examples.e01quickstart;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import java.util.List;

/** Three notes, one question, one answer and where it stands. */
final class QuickStart {

    private QuickStart() {}

    /** Takes no argument. */
    public static void main(String[] args) {
        List<Document> notes = List.of(
                Document.of(
                        "tides",
                        "High water comes twice a day. Slack water over the reef lasts hardly twenty minutes."),
                Document.of(
                        "light", "The lighthouse shows two white flashes every 20 seconds. It was first lit in 1857."),
                Document.of("ferry", "The last ferry to the mainland leaves at 18:15. Dogs and bicycles travel free."));

        try (Lectern lectern = Lectern.create()) {
            lectern.index().ingest(notes);
            var response = lectern.ask("When does the last ferry leave the island?");
            System.out.println(response.text());
            response.citedSources()
                    .forEach(s -> System.out.println(
                            "[" + s.number() + "] " + s.source().node().documentId()));
        }
    }
}
