package dev.lectern.examples.e12mixedfolder;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadResult;
import dev.lectern.readers.file.FileReader;

/** Reads a folder with a letter, a mail, a notebook, a table and a damaged PDF, and answers from what could be read. */
final class MixedFolder {

    private MixedFolder() {}

    /** Takes the folder; without it, the one beside the example corpus. */
    public static void main(String[] args) {
        String folder = args.length > 0 ? args[0] : "examples/data/mixed";

        // Formats are told apart by content. COLLECT: what cannot be read is named and does not end the reading.
        ReadResult read = FileReader.create().load(folder, FailurePolicy.COLLECT);
        for (Document document : read.documents()) {
            // "!/" stands between a file and a file within it: the attachment of a mail is a document of its own.
            System.out.println(document.id() + ", "
                    + document.metadata().text(MetadataKeys.MEDIA_TYPE).orElse("") + ", "
                    + document.text().length() + " characters");
        }
        read.failures()
                .forEach(failure -> System.out.println("not read: "
                        + failure.source().substring(failure.source().lastIndexOf('/') + 1) + ": " + failure.reason()));

        try (Lectern lectern = Lectern.create()) {
            lectern.index().ingest(read.documents());
            System.out.println(
                    lectern.ask("How thick are the new mooring lines?").text());
        }
    }
}
