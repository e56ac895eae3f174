/**
 * Example 19: a model behind a service that speaks OpenAI's protocol.
 *
 * <p>Station: the query, with an answer that a model writes.
 */
@NullMarked
package dev.lectern.examples.e19openai;

import org.jspecify.annotations.NullMarked;
