package dev.lectern.examples.e06ownreader;

import dev.lectern.spi.Provider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.testkit.ProviderContract;

/** The provider is found by its name, as those of Lectern are. */
class BerthReaderProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return ReaderProvider.class;
    }

    @Override
    protected String name() {
        return "berths";
    }
}
