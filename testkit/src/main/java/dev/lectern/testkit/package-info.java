/**
 * Says by tests what each SPI promises: one contract class per SPI, {@link dev.lectern.testkit.ProviderContract} for all of their
 * providers, and deterministic fakes of reader, embedding model and language model that pass theirs.
 *
 * <p>The other SPIs need no fake: core's own store, splitters, retriever, postprocessor, synthesizer and query engine run in memory, and
 * pass their contracts too. The plainest index of core's parts is in the tests of {@code IndexContract}.
 *
 * <p>Station: beside the route; used by tests of every station.
 */
@NullMarked
package dev.lectern.testkit;

import org.jspecify.annotations.NullMarked;
