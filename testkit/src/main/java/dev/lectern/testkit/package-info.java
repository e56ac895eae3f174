/**
 * Says by tests what each SPI promises: one contract class per station, and deterministic fakes that pass them.
 *
 * <p>There is no fake store: {@link dev.lectern.store.InMemoryStore} is exact, in memory, and passes {@code StoreContract}.
 *
 * <p>Station: beside the route; used by tests of every station.
 */
@NullMarked
package dev.lectern.testkit;

import org.jspecify.annotations.NullMarked;
