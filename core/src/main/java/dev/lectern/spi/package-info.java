/**
 * The doors for plug-ins: one provider interface per station, their settings, and {@link dev.lectern.spi.Providers}, which finds them.
 *
 * <p>Station: beside the route: makes its stations by name.
 */
@NullMarked
package dev.lectern.spi;

import org.jspecify.annotations.NullMarked;
