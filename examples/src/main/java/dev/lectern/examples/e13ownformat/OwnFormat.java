package dev.lectern.examples.e13ownformat;

import dev.lectern.Lectern;

/** Asks about the files of a tide gauge, read by a format that lives in this package: {@link GaugeFormat}. */
final class OwnFormat {

    private OwnFormat() {}

    /** Takes the folder; without it, the one beside the example corpus. */
    public static void main(String[] args) {
        String folder = args.length > 0 ? args[0] : "examples/data/gauges";

        try (Lectern lectern = Lectern.create()) {
            // Nothing here names the format: the reader of files finds it on the class path.
            System.out.println(lectern.ingest(folder).added() + " document");
            System.out.println(lectern.ask("How high stood the water at 1940?").text());
        }
    }
}
