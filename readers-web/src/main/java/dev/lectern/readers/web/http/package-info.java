/**
 * Fetches over HTTP, politely and within limits: {@link dev.lectern.readers.web.http.WebClient} and its options, requests and answers.
 *
 * <p>Station: below {@code source -> document}, shared by all readers of the web.
 */
@NullMarked
package dev.lectern.readers.web.http;

import org.jspecify.annotations.NullMarked;
