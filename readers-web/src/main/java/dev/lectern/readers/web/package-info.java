/**
 * Turns web pages into documents: {@link dev.lectern.readers.web.WebPageReader} and what fetches, decodes and cleans a page for it.
 *
 * <p>Station: {@code source -> document}, for sources that are {@code http} and {@code https} addresses.
 */
@NullMarked
package dev.lectern.readers.web;

import org.jspecify.annotations.NullMarked;
