/**
 * Query engines made of query engines: {@link dev.lectern.query.compose.RouterQueryEngine},
 * {@link dev.lectern.query.compose.SubQuestionQueryEngine}, {@link dev.lectern.query.compose.CondenseQueryEngine}.
 *
 * <p>Station: {@code question -> response}, around other query engines.
 */
@NullMarked
package dev.lectern.query.compose;

import org.jspecify.annotations.NullMarked;
