/**
 * Describes the server to programs and models: OpenAPI, manifest, and a page for people, all from the table of endpoints.
 *
 * <p>Station: beside the route; {@link dev.lectern.server.describe.Descriptions} first.
 */
@NullMarked
package dev.lectern.server.describe;

import org.jspecify.annotations.NullMarked;
