package dev.lectern.examples.e07keptindex;

import dev.lectern.Lectern;
import dev.lectern.ingest.IngestReport;
import dev.lectern.store.lucene.LuceneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps an index on disk: what did not change is not embedded again, what vanished is removed, and it is there at the next start. */
final class KeptIndex {

    private KeptIndex() {}

    /** Works in temporary folders. */
    public static void main(String[] args) throws IOException {
        Path notes = Files.createTempDirectory("notes");
        Path index = Files.createTempDirectory("index");
        Files.writeString(notes.resolve("horn.txt"), "The fog horn gives two blasts every minute.");
        Files.writeString(notes.resolve("bell.txt"), "The bell buoy lies north of the reef.");

        try (Lectern lectern = Lectern.builder().storeAt(index).build()) {
            print("first", lectern.ingest(notes.toString()));
            print("again", lectern.ingest(notes.toString()));
        }

        Files.writeString(notes.resolve("horn.txt"), "The fog horn gives three blasts every minute.");
        Files.delete(notes.resolve("bell.txt"));

        try (Lectern lectern = Lectern.builder().storeAt(index).build()) {
            print("later", lectern.sync(notes.toString()));
            System.out.println(
                    lectern.ask("How many blasts does the fog horn give?").text());
        }

        // The store can also be opened by itself: for its figures, or to have all of it checked.
        System.out.println(LuceneStore.verify(index).isSound() ? "sound" : "damaged");
    }

    private static void print(String when, IngestReport report) {
        System.out.println(when + ": " + report.added() + " added, " + report.updated() + " updated, "
                + report.unchanged() + " unchanged, " + report.removed() + " removed");
    }
}
