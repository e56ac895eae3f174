package dev.lectern.examples.e06ownreader;

import dev.lectern.Lectern;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.synthesize.Response;

/** Asks about a list of berths, read by a reader that lives in this package: {@link BerthReader}. */
final class OwnReader {

    private OwnReader() {}

    /** Takes the list; without it, the one beside the example corpus. */
    public static void main(String[] args) {
        String list = args.length > 0 ? args[0] : "examples/data/berths.csv";

        // The reader is found as the others are. Nothing here names its class.
        System.out.println("readers: "
                + Providers.discovered().all(ReaderProvider.class).stream()
                        .map(Provider::name)
                        .toList());

        try (Lectern lectern = Lectern.create()) {
            // "berths:" names the reader; without it the file reader would take the list as one plain text.
            System.out.println(lectern.ingest("berths:" + list).added() + " documents");

            Response response = lectern.ask("Which berth is taken by the lifeboat?");
            System.out.println(response.text());
        }
    }
}
