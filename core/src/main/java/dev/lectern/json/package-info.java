/**
 * Asks a model for JSON and reads what it answers: {@link dev.lectern.json.JsonQuestion}, {@link dev.lectern.json.JsonTree}. Not exported: for core only.
 *
 * <p>Station: none of its own; query engines and postprocessors that let a model choose stand on it.
 */
@NullMarked
package dev.lectern.json;

import org.jspecify.annotations.NullMarked;
