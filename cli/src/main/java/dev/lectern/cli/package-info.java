/**
 * The command line: {@link dev.lectern.cli.Main}; each verb is one call into the modules.
 *
 * <p>Station: the whole route.
 */
@NullMarked
package dev.lectern.cli;

import org.jspecify.annotations.NullMarked;
