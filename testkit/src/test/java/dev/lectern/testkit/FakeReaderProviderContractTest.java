package dev.lectern.testkit;

import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;

class FakeReaderProviderContractTest extends ProviderContract {

    @Override
    protected Class<ReaderProvider> kind() {
        return ReaderProvider.class;
    }

    @Override
    protected String name() {
        return "fake-shelf";
    }

    @Override
    protected Settings settings() {
        return Settings.builder().set("shelf", "tides").build();
    }
}
