package dev.lectern.examples.e06ownreader;

import dev.lectern.reader.Reader;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;

/** Makes berth readers under the name {@code berths}; the line in {@code META-INF/services} is what makes it known. */
public final class BerthReaderProvider implements ReaderProvider {

    /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
    public BerthReaderProvider() {}

    @Override
    public String name() {
        return "berths";
    }

    @Override
    public String description() {
        return "Reads the list of berths in the harbour, a document a line.";
    }

    @Override
    public Reader create(Settings settings) {
        return new BerthReader();
    }
}
