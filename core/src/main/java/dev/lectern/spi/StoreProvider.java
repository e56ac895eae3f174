package dev.lectern.spi;

import dev.lectern.store.Store;

/** Makes stores by name. */
public interface StoreProvider extends Provider<Store> {}
