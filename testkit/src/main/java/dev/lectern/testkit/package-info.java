/**
 * Says by tests what each SPI promises: one contract class per station, and deterministic fakes that pass them.
 *
 * <p>Station: beside the route; used by tests of every station.
 */
@NullMarked
package dev.lectern.testkit;

import org.jspecify.annotations.NullMarked;
