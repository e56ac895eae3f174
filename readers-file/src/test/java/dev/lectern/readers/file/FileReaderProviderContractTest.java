package dev.lectern.readers.file;

import dev.lectern.spi.Provider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.testkit.ProviderContract;

/** The provider of the file reader keeps the contract of providers. */
class FileReaderProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return ReaderProvider.class;
    }

    @Override
    protected String name() {
        return "file";
    }
}
