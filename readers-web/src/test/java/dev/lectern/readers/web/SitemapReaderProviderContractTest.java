package dev.lectern.readers.web;

import dev.lectern.spi.Provider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.testkit.ProviderContract;

/** The provider keeps the contract of providers. */
class SitemapReaderProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return ReaderProvider.class;
    }

    @Override
    protected String name() {
        return "sitemap";
    }
}
