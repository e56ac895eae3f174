/**
 * HTTP: one handler takes a request through routing, access, limits and body to an operation, and its answer back.
 *
 * <p>Station: the way in and out; {@link dev.lectern.server.http.PluginHandler} first.
 */
@NullMarked
package dev.lectern.server.http;

import org.jspecify.annotations.NullMarked;
