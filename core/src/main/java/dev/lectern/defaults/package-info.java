/**
 * What core brings to its own SPIs, by name: one provider per implementation.
 *
 * <p>Station: beside the route: {@link dev.lectern.spi.Providers} finds these like any other provider.
 */
@NullMarked
package dev.lectern.defaults;

import org.jspecify.annotations.NullMarked;
