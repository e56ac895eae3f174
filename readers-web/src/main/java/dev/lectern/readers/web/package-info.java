/**
 * Turns pages of the web into documents: {@link dev.lectern.readers.web.WebPageReader}, the readers of sitemaps, feeds and sites that find
 * pages for it, and what decodes and cleans a page.
 *
 * <p>Station: {@code source -> document}, for sources that are {@code http} and {@code https} addresses.
 */
@NullMarked
package dev.lectern.readers.web;

import org.jspecify.annotations.NullMarked;
