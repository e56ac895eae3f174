/**
 * Example 11: a whole site, its sitemap and its feed in; answers with addresses out.
 *
 * <p>Station: {@code source -> document}, for sources of the web.
 */
@NullMarked
package dev.lectern.examples.e11website;

import org.jspecify.annotations.NullMarked;
