package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.util.List;

/** A provider as users write them, for the contract of providers. */
public final class FakeReaderProvider implements ReaderProvider {

    static final Option<String> SHELF = Option.requiredText("shelf", "the source it reads");

    static final Option<Integer> COPIES = Option.number("copies", 1, "how many documents there are");

    /** For the service loader. */
    public FakeReaderProvider() {}

    @Override
    public String name() {
        return "fake-shelf";
    }

    @Override
    public String description() {
        return "Reads copies of one document.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(SHELF, COPIES);
    }

    @Override
    public Reader create(Settings settings) {
        FakeReader.Builder reader = FakeReader.builder(settings.get(SHELF));
        for (int i = 0; i < settings.get(COPIES); i++) {
            reader.document(Document.of("copy-" + i, "The tide turns twice a day."));
        }
        return reader.build();
    }
}
