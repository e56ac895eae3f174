/**
 * A loopback service that speaks OpenAI's protocol, for tests and trials of what calls one: {@link dev.lectern.testkit.openai.OpenAiServer}.
 *
 * <p>Station: beside the route.
 */
@NullMarked
package dev.lectern.testkit.openai;

import org.jspecify.annotations.NullMarked;
